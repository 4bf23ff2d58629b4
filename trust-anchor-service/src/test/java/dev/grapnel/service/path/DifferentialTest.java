package dev.grapnel.service.path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.grapnel.protocol.certificate.DerCertificate;
import dev.grapnel.protocol.certificate.MalformedCertificateException;
import dev.grapnel.service.crypto.VerificationProvider;
import dev.grapnel.service.x509.MalformedX509Exception;
import dev.grapnel.service.x509.ParsedCertificate;
import dev.grapnel.testing.Scale;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.Security;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;

/**
 * The same chains to ours, the JDK's and BouncyCastle's validator. What ours accepts and both
 * others refuse would have to be explained; nothing has to be.
 */
final class DifferentialTest {
  private static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();
  private static final Provider SUN = Security.getProvider("SUN");

  private final SignatureRules signatures = new KeySignatures(VerificationProvider.fastest());

  @Test
  void forgedChains_nothingIsAcceptedThatBothOthersRefuse() {
    List<String> unexplained = new ArrayList<>();
    Map<String, Integer> counts = new TreeMap<>();
    int rounds = Scale.pick(1_000, 20_000);
    for (long seed = 0; seed < rounds; seed++) {
      List<byte[]> chain = new ChainForge(seed).chain();
      Optional<String> ours = ours(chain);
      Optional<String> jdk = other(SUN, chain);
      Optional<String> bouncyCastle = other(BOUNCY_CASTLE, chain);
      counts.merge(
          "ours %s, JDK %s, BouncyCastle %s".formatted(word(ours), word(jdk), word(bouncyCastle)),
          1,
          Integer::sum);
      if (ours.isEmpty() && jdk.isPresent() && bouncyCastle.isPresent()) {
        unexplained.add(
            "seed %d: JDK: %s; BouncyCastle: %s".formatted(seed, jdk.get(), bouncyCastle.get()));
      }
    }
    counts.forEach((what, count) -> System.out.println(what + ": " + count));
    assertEquals(List.of(), unexplained);
    assertTrue(counts.containsKey("ours yes, JDK yes, BouncyCastle yes"));
    assertTrue(counts.containsKey("ours no, JDK no, BouncyCastle no"));
  }

  private static String word(Optional<String> refusal) {
    return refusal.isEmpty() ? "yes" : "no";
  }

  private Optional<String> ours(List<byte[]> chain) {
    try {
      List<ParsedCertificate> parsed = new ArrayList<>();
      for (byte[] der : chain) {
        parsed.add(ParsedCertificate.parse(DerCertificate.of(der)));
      }
      PathOutcome outcome =
          PathValidator.validate(
              new PathQuery(
                  parsed.getFirst(),
                  parsed.subList(1, parsed.size() - 1),
                  AnchorSet.of(List.of(parsed.getLast())),
                  ChainForge.NOW,
                  Optional.empty(),
                  PolicyInputs.ANY,
                  PathLimits.DEFAULT,
                  signatures,
                  CertificateProfile.RFC_5280,
                  RevocationCheck.NONE));
      return switch (outcome) {
        case PathOutcome.Accepted _ -> Optional.empty();
        case PathOutcome.Refused(Refusal refusal) -> Optional.of(refusal.message());
      };
    } catch (MalformedX509Exception | MalformedCertificateException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static Optional<String> other(Provider provider, List<byte[]> chain) {
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509", provider);
      List<X509Certificate> certificates = new ArrayList<>();
      for (byte[] der : chain) {
        certificates.add(
            (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der)));
      }
      CertPath path = factory.generateCertPath(certificates.subList(0, certificates.size() - 1));
      PKIXParameters parameters =
          new PKIXParameters(Set.of(new TrustAnchor(certificates.getLast(), null)));
      parameters.setRevocationEnabled(false);
      parameters.setDate(Date.from(ChainForge.NOW));
      CertPathValidator.getInstance("PKIX", provider).validate(path, parameters);
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    } catch (RuntimeException _) {
      return Optional.empty(); // a crash is no verdict: the JDK's on an empty permitted dNSName
    }
  }
}
