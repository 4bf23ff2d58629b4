package dev.grapnel.service.path;

import dev.grapnel.protocol.certificate.DerCertificate;
import dev.grapnel.service.crypto.VerificationProvider;
import dev.grapnel.service.revocation.Coverage;
import dev.grapnel.service.revocation.CrlCheck;
import dev.grapnel.service.revocation.CrlSet;
import dev.grapnel.service.revocation.RevocationList;
import dev.grapnel.service.revocation.StaleRule;
import dev.grapnel.service.x509.MalformedX509Exception;
import dev.grapnel.service.x509.ParsedCertificate;
import dev.grapnel.testing.SharedData;
import java.util.*;
import org.junit.jupiter.api.Test;

class PkitsConformanceTest {
  @Test
  void all() throws Exception {
    Map<String, byte[]> files = PkitsRow.untar(SharedData.require("corpora/pkits.tar.gz"));
    SignatureRules rules = new DsaAdmitted(new KeySignatures(VerificationProvider.fastest()));
    int ok = 0, n = 0;
    for (PkitsRow r : PkitsRow.readAll(files)) {
      n++;
      String result;
      boolean accepted = false;
      try {
        List<ParsedCertificate> certs = new ArrayList<>();
        for (String c : r.certificates())
          certs.add(
              ParsedCertificate.parse(
                  DerCertificate.of(
                      Objects.requireNonNull(files.get("pkits/certs/" + c + ".crt")))));
        List<RevocationList> crls = new ArrayList<>();
        String bad = "";
        for (String c : r.crls()) {
          try {
            crls.add(
                RevocationList.parse(
                    Objects.requireNonNull(files.get("pkits/crls/" + c + ".crl"))));
          } catch (MalformedX509Exception e) {
            bad += c + e.getMessage();
          }
        }
        PathQuery q =
            new PathQuery(
                certs.getLast(),
                certs.subList(1, certs.size() - 1),
                AnchorSet.of(List.of(certs.getFirst())),
                r.time(),
                Optional.empty(),
                r.policies(),
                PathLimits.DEFAULT,
                rules,
                CertificateProfile.RFC_5280,
                new CrlCheck(CrlSet.of(crls), Coverage.EVERYWHERE, StaleRule.REFUSE));
        PathOutcome o = PathValidator.validate(q);
        switch (o) {
          case PathOutcome.Accepted a -> {
            accepted = true;
            result = "" + a.policies();
            if (!a.policies().equals(r.userConstrainedPolicies()))
              System.out.println(
                  "POLICIES " + r.number() + a.policies() + r.userConstrainedPolicies());
          }
          case PathOutcome.Refused f ->
              result = f.refusal().rule() + " " + f.refusal().message() + bad;
        }
      } catch (MalformedX509Exception e) {
        result = "MALFORMED " + e.getMessage();
      }
      if (accepted == r.expectValid()) {
        ok++;
        System.out.println("ok " + r.number() + " " + accepted + " " + r.title() + " " + result);
      } else
        System.out.println(
            "WRONG " + r.number() + " " + r.title() + " " + r.expectValid() + " " + result);
    }
    System.out.println(ok + " of " + n);
  }
}
