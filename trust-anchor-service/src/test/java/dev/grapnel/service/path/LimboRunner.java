package dev.grapnel.service.path;

import dev.grapnel.protocol.certificate.MalformedCertificateException;
import dev.grapnel.protocol.certificate.Pem;
import dev.grapnel.service.crypto.VerificationProvider;
import dev.grapnel.service.revocation.Coverage;
import dev.grapnel.service.revocation.CrlCheck;
import dev.grapnel.service.revocation.CrlSet;
import dev.grapnel.service.revocation.RevocationList;
import dev.grapnel.service.revocation.StaleRule;
import dev.grapnel.service.x509.MalformedX509Exception;
import dev.grapnel.service.x509.ParsedCertificate;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts cases of limbo to the validator as it is shipped, with limbo's own inputs. */
final class LimboRunner {
  private final SignatureRules signatures = new KeySignatures(VerificationProvider.fastest());

  CaseResult run(LimboCase c) {
    List<String> unreadable = new ArrayList<>();
    try {
      ParsedCertificate leaf = parse(c.leaf());
      PathQuery query =
          new PathQuery(
              leaf,
              parseAll(c.intermediates(), unreadable),
              AnchorSet.of(parseAll(c.trusted(), unreadable)),
              c.time(),
              Optional.of(c.purpose()),
              PolicyInputs.ANY,
              limits(c),
              signatures,
              CertificateProfile.RFC_5280,
              revocation(c));
      return CaseResult.of(PathValidator.validate(query), String.join("; ", unreadable));
    } catch (MalformedCertificateException | MalformedX509Exception e) {
      return CaseResult.malformed(String.valueOf(e.getMessage()));
    }
  }

  private static PathLimits limits(LimboCase c) {
    return c.maxChainDepth().isPresent()
        ? PathLimits.DEFAULT.withIntermediates(c.maxChainDepth().getAsInt())
        : PathLimits.DEFAULT;
  }

  private static RevocationCheck revocation(LimboCase c)
      throws MalformedCertificateException, MalformedX509Exception {
    List<RevocationList> lists = new ArrayList<>();
    for (String pem : c.crls()) {
      byte[] der = Pem.blocks(pem.getBytes(StandardCharsets.US_ASCII)).getFirst().content();
      lists.add(RevocationList.parse(der));
    }
    return new CrlCheck(CrlSet.of(lists), Coverage.WHERE_KNOWN, StaleRule.REFUSE);
  }

  private static List<ParsedCertificate> parseAll(List<String> pems, List<String> unreadable) {
    List<ParsedCertificate> all = new ArrayList<>();
    for (String pem : pems) {
      try {
        all.add(parse(pem));
      } catch (MalformedCertificateException | MalformedX509Exception e) {
        unreadable.add(String.valueOf(e.getMessage()));
      }
    }
    return all;
  }

  private static ParsedCertificate parse(String pem)
      throws MalformedCertificateException, MalformedX509Exception {
    return ParsedCertificate.parse(Pem.certificates(pem).getFirst());
  }
}
