package dev.grapnel.service.revocation;

import dev.grapnel.service.path.CertificatePath;
import dev.grapnel.service.path.PathOutcome;
import dev.grapnel.service.path.PathQuery;
import dev.grapnel.service.path.PathValidator;
import dev.grapnel.service.path.RevocationCheck;
import dev.grapnel.service.path.WorkBudget;
import dev.grapnel.service.x509.DerValue;
import dev.grapnel.service.x509.KeyUsage;
import dev.grapnel.service.x509.ParsedCertificate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds out whether a CRL was signed by somebody who may: its issuer, with cRLSign where there is a
 * key usage, on a path to the same anchor as the certificate that is asked about (RFC 5280 section
 * 6.3.3 (f) and (g)).
 */
final class CrlSigners {
  private final CertificatePath path;
  private final PathQuery query;
  private final WorkBudget budget;
  private final Function<RevocationList, Optional<RevocationCheck>> nested;

  /**
   * @param nested how the revocation of a CRL's signer is checked; empty where that goes too deep
   */
  CrlSigners(
      CertificatePath path,
      PathQuery query,
      WorkBudget budget,
      Function<RevocationList, Optional<RevocationCheck>> nested) {
    this.path = path;
    this.query = query;
    this.budget = budget;
    this.nested = nested;
  }

  /** What is wrong with the CRL's signature or signer; empty if nothing is. */
  Optional<String> problem(RevocationList list) {
    Optional<String> algorithm = query.signatures().algorithmProblem(list.signed());
    if (algorithm.isPresent()) {
      return algorithm;
    }
    String problem = "no certificate of its issuer is at hand";
    for (List<ParsedCertificate> signers : candidates(list)) {
      Optional<String> with = problem(list, signers);
      if (with.isEmpty()) {
        return with;
      }
      problem = with.get();
    }
    return Optional.of(problem);
  }

  private Optional<String> problem(RevocationList list, List<ParsedCertificate> signers) {
    ParsedCertificate signer = signers.getFirst();
    if (!signer.keyUsage().map(KeyUsage::crlSign).orElse(true)) {
      return Optional.of("the key usage of its issuer does not have cRLSign");
    }
    if (query.signatures().keyProblem(signer).isPresent()) {
      return Optional.of("the key of its issuer is not accepted");
    }
    // First the signer: a CRL may be long, and must not be hashed with every key that is sent.
    return (isOnPath(signer) ? Optional.<String>empty() : pathProblem(list, signer))
        .or(() -> signatureProblem(list, signers));
  }

  private Optional<String> signatureProblem(RevocationList list, List<ParsedCertificate> signers) {
    return switch (list.signatures().verify(list.signed(), signers, query.signatures(), budget)) {
      case GOOD -> Optional.empty();
      case BAD -> Optional.of("its signature does not verify with the key of its issuer");
      case UNPAID -> Optional.of("verifying its signature would cost more than one request may");
    };
  }

  private Optional<String> pathProblem(RevocationList list, ParsedCertificate signer) {
    Optional<RevocationCheck> check = nested.apply(list);
    if (check.isEmpty()) {
      return Optional.of("its signer is only known through too many other CRLs");
    }
    PathQuery about = query.about(signer, path.anchor(), check.get());
    return switch (PathValidator.validate(about, budget)) {
      case PathOutcome.Accepted _ -> Optional.empty();
      case PathOutcome.Refused(var refusal) ->
          Optional.of("its signer is not trusted: " + refusal.message());
    };
  }

  /** Certificates of the CRL's issuer, each with those above it, the likeliest first. */
  private List<List<ParsedCertificate>> candidates(RevocationList list) {
    List<List<ParsedCertificate>> candidates = new ArrayList<>();
    for (int i = 0; i < path.certificates().size(); i++) {
      List<ParsedCertificate> issuers = path.issuersOf(i);
      if (issuers.getFirst().subject().equals(list.issuer())) {
        candidates.add(issuers);
      }
    }
    for (ParsedCertificate other : query.candidates()) {
      if (other.subject().equals(list.issuer()) && !isOnPath(other)) {
        candidates.add(List.of(other));
      }
    }
    candidates.sort(Comparator.comparingInt(c -> mismatch(list, c.getFirst())));
    return candidates;
  }

  private static int mismatch(RevocationList list, ParsedCertificate signer) {
    Optional<DerValue> has = signer.keyIdentifiers().subject();
    if (list.authorityKey().isEmpty() || has.isEmpty()) {
      return 1;
    }
    return list.authorityKey().equals(has) ? 0 : 2;
  }

  private boolean isOnPath(ParsedCertificate certificate) {
    return path.issuersOf(0).contains(certificate);
  }
}
