package dev.grapnel.service.path;

import dev.grapnel.protocol.certificate.DerCertificate;
import dev.grapnel.service.crypto.VerificationProvider;
import dev.grapnel.service.x509.MalformedX509Exception;
import dev.grapnel.service.x509.Oids;
import dev.grapnel.service.x509.ParsedCertificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts cases of limbo to the validator as it is shipped. */
final class LimboRunner {
  /** What came of a case, and why. */
  record Result(boolean accepted, String why) {}

  private final SignatureRules signatures = new KeySignatures(VerificationProvider.fastest());

  Result run(LimboCase c) {
    Optional<ParsedCertificate> leaf = parse(c.leaf());
    if (leaf.isEmpty()) {
      return new Result(false, "MALFORMED leaf");
    }
    PathQuery query =
        new PathQuery(
            leaf.get(),
            parseAll(c.intermediates()),
            AnchorSet.of(parseAll(c.trusted())),
            c.time(),
            Optional.of(purpose(c)),
            PolicyInputs.ANY,
            limits(c),
            signatures,
            CertificateProfile.RFC_5280,
            RevocationCheck.NONE);
    return switch (PathValidator.validate(query)) {
      case PathOutcome.Accepted _ -> new Result(true, "accepted");
      case PathOutcome.Refused(Refusal refusal) ->
          new Result(false, refusal.rule() + " " + refusal.message());
    };
  }

  private static PathLimits limits(LimboCase c) {
    return c.maxChainDepth().isPresent()
        ? PathLimits.DEFAULT.withIntermediates(c.maxChainDepth().getAsInt())
        : PathLimits.DEFAULT;
  }

  private static String purpose(LimboCase c) {
    boolean client = c.client() || c.extendedKeyUsage().contains("clientAuth");
    return client ? Oids.CLIENT_AUTH : Oids.SERVER_AUTH;
  }

  private static List<ParsedCertificate> parseAll(List<String> pems) {
    List<ParsedCertificate> all = new ArrayList<>();
    pems.forEach(pem -> parse(pem).ifPresent(all::add));
    return all;
  }

  private static Optional<ParsedCertificate> parse(String pem) {
    Optional<DerCertificate> der = LimboCase.der(pem);
    if (der.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(ParsedCertificate.parse(der.get()));
    } catch (MalformedX509Exception _) {
      return Optional.empty();
    }
  }
}
