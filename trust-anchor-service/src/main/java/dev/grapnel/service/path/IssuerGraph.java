package dev.grapnel.service.path;

import dev.grapnel.service.x509.DerValue;
import dev.grapnel.service.x509.DistinguishedName;
import dev.grapnel.service.x509.ParsedCertificate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who may have issued whom, by names: an edge from a certificate to each candidate, and each
 * anchor, whose subject is the certificate's issuer. Candidates from which no anchor can be reached
 * are left out, so that a search among them never begins.
 */
final class IssuerGraph {
  private final AnchorSet anchors;
  private final Map<DistinguishedName, List<ParsedCertificate>> bySubject;

  IssuerGraph(PathQuery query) {
    anchors = query.anchors();
    bySubject = reachable(new LinkedHashSet<>(query.candidates()), anchors);
  }

  /** The anchors that may have issued it. */
  List<ParsedCertificate> anchorsAbove(ParsedCertificate certificate) {
    return sorted(certificate, anchors.named(certificate.issuer()));
  }

  /** The candidates that may have issued it, the likeliest first. */
  List<ParsedCertificate> candidatesAbove(ParsedCertificate certificate) {
    return sorted(certificate, bySubject.getOrDefault(certificate.issuer(), List.of()));
  }

  /** Walks from the anchors' names downwards. */
  private static Map<DistinguishedName, List<ParsedCertificate>> reachable(
      Set<ParsedCertificate> candidates, AnchorSet anchors) {
    Map<DistinguishedName, List<ParsedCertificate>> byIssuer = new HashMap<>();
    for (ParsedCertificate candidate : candidates) {
      byIssuer.computeIfAbsent(candidate.issuer(), _ -> new ArrayList<>()).add(candidate);
    }
    Set<DistinguishedName> seen = new HashSet<>();
    Deque<DistinguishedName> open = new ArrayDeque<>();
    for (DistinguishedName issuer : byIssuer.keySet()) {
      if (!anchors.named(issuer).isEmpty() && seen.add(issuer)) {
        open.add(issuer);
      }
    }
    Map<DistinguishedName, List<ParsedCertificate>> bySubject = new HashMap<>();
    while (!open.isEmpty()) {
      for (ParsedCertificate issued : byIssuer.getOrDefault(open.removeFirst(), List.of())) {
        bySubject.computeIfAbsent(issued.subject(), _ -> new ArrayList<>()).add(issued);
        if (seen.add(issued.subject())) {
          open.add(issued.subject());
        }
      }
    }
    return bySubject;
  }

  /** Key identifiers put the likeliest first; they exclude nobody. */
  private static List<ParsedCertificate> sorted(
      ParsedCertificate certificate, List<ParsedCertificate> issuers) {
    if (issuers.size() < 2) {
      return issuers;
    }
    Optional<DerValue> wanted = certificate.keyIdentifiers().authority();
    return issuers.stream()
        .sorted(Comparator.comparingInt(issuer -> mismatch(wanted, issuer)))
        .toList();
  }

  private static int mismatch(Optional<DerValue> wanted, ParsedCertificate issuer) {
    Optional<DerValue> has = issuer.keyIdentifiers().subject();
    if (wanted.isEmpty() || has.isEmpty()) {
      return 1;
    }
    return wanted.equals(has) ? 0 : 2;
  }
}
