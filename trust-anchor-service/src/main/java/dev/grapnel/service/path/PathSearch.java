package dev.grapnel.service.path;

import dev.grapnel.service.x509.DerValue;
import dev.grapnel.service.x509.DistinguishedName;
import dev.grapnel.service.x509.ParsedCertificate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Looks for a path from the leaf to an anchor, depth first, anchors before candidates, without
 * recursion. It proposes each complete path to a judge until one is taken; certificates that the
 * given filter does not admit are passed over, and what was wrong with them is remembered. One
 * object makes one search.
 */
final class PathSearch {
  /** What a judge says of a complete path. */
  sealed interface Judgement {
    /** It is what was looked for. */
    record Take() implements Judgement {}

    /** It is not; others may be. */
    record Leave(Violation why) implements Judgement {}

    /** Nothing more can be afforded. */
    record Stop(Violation why) implements Judgement {}
  }

  /** How the search ended. */
  sealed interface End {
    record Found(CertificatePath path) implements End {}

    /** With the most telling of the violations that were met. */
    record NotFound(Violation why) implements End {}

    record Exhausted(Violation why) implements End {}
  }

  /** A certificate on the way up, and the issuers that are still to be tried. */
  private record Step(
      ParsedCertificate certificate,
      Iterator<ParsedCertificate> anchors,
      Iterator<ParsedCertificate> candidates) {}

  private final PathQuery query;
  private final IssuerGraph graph;
  private final CertificateRules rules;
  private final SignatureMemory signatures;
  private final WorkBudget budget;
  private final Predicate<Violation> blocks;
  private final List<Step> way = new ArrayList<>();
  private final Objections objections;

  /**
   * @param blocks which violations keep a certificate out of every path
   */
  PathSearch(
      PathQuery query,
      IssuerGraph graph,
      CertificateRules rules,
      SignatureMemory signatures,
      WorkBudget budget,
      Predicate<Violation> blocks) {
    this.query = query;
    this.graph = graph;
    this.rules = rules;
    this.signatures = signatures;
    this.budget = budget;
    this.blocks = blocks;
    this.objections = new Objections(query.leaf());
  }

  End run(Function<CertificatePath, Judgement> judge) {
    climb(query.leaf());
    while (!way.isEmpty()) {
      Step step = way.getLast();
      if (!step.anchors().hasNext() && !step.candidates().hasNext()) {
        way.removeLast();
        continue;
      }
      if (!budget.spendStep()) {
        return new End.Exhausted(tooMuchWork());
      }
      if (step.anchors().hasNext()) {
        Optional<End> end = tryAnchor(step.certificate(), step.anchors().next(), judge);
        if (end.isPresent()) {
          return end.get();
        }
      } else {
        tryCandidate(step.certificate(), step.candidates().next());
      }
    }
    return new End.NotFound(objections.mostTelling());
  }

  private Optional<End> tryAnchor(
      ParsedCertificate issued,
      ParsedCertificate anchor,
      Function<CertificatePath, Judgement> judge) {
    if (!isAdmitted(rules.ofAnchor(anchor)) || isKnownBad(issued, anchor)) {
      return Optional.empty();
    }
    CertificatePath path =
        new CertificatePath(way.stream().map(Step::certificate).toList(), anchor);
    return switch (judge.apply(path)) {
      case Judgement.Take() -> Optional.of(new End.Found(path));
      case Judgement.Leave(Violation why) -> {
        objections.add(why);
        yield Optional.empty();
      }
      case Judgement.Stop(Violation why) -> Optional.of(new End.Exhausted(why));
    };
  }

  private void tryCandidate(ParsedCertificate issued, ParsedCertificate candidate) {
    if (isOnTheWay(candidate) || isKnownBad(issued, candidate)) {
      return;
    }
    if (isAdmitted(rules.ofIntermediate(candidate)) && isShortEnough(candidate)) {
      climb(candidate);
    }
  }

  private void climb(ParsedCertificate certificate) {
    List<ParsedCertificate> anchors = graph.anchorsAbove(certificate);
    List<ParsedCertificate> candidates = graph.candidatesAbove(certificate);
    if (anchors.isEmpty() && candidates.isEmpty()) {
      objections.add(noIssuer(certificate));
    }
    way.add(new Step(certificate, anchors.iterator(), candidates.iterator()));
  }

  private boolean isAdmitted(List<Violation> violations) {
    Optional<Violation> blocking = violations.stream().filter(blocks).findFirst();
    blocking.ifPresent(objections::add);
    return blocking.isEmpty();
  }

  private boolean isKnownBad(ParsedCertificate issued, ParsedCertificate issuer) {
    boolean bad = signatures.isKnownBad(issued, issuer);
    if (bad) {
      objections.add(Violation.badSignature(issued, issuer));
    }
    return bad;
  }

  /** The same name with the same key again can only be a loop (RFC 4158 section 2.4.2). */
  private boolean isOnTheWay(ParsedCertificate candidate) {
    DistinguishedName subject = candidate.subject();
    DerValue key = candidate.publicKeyInfo();
    return way.stream()
        .map(Step::certificate)
        .anyMatch(c -> c.subject().equals(subject) && c.publicKeyInfo().equals(key));
  }

  private boolean isShortEnough(ParsedCertificate candidate) {
    long before =
        way.stream().skip(1).map(Step::certificate).filter(c -> !c.isSelfIssued()).count();
    long intermediates = before + (candidate.isSelfIssued() ? 0 : 1);
    boolean fits =
        intermediates <= query.limits().intermediates()
            && way.size() < query.limits().pathCertificates();
    if (!fits) {
      objections.add(
          new Violation(
              PathRule.PATH_TOO_LONG,
              candidate,
              "the path has more than %d intermediate CAs"
                  .formatted(query.limits().intermediates())));
    }
    return fits;
  }

  private Violation noIssuer(ParsedCertificate certificate) {
    return new Violation(
        PathRule.NO_ISSUER,
        certificate,
        "its issuer (%s) is neither a trust anchor nor among the certificates that were sent"
            .formatted(certificate.issuer()));
  }

  private Violation tooMuchWork() {
    return new Violation(
        PathRule.TOO_MUCH_WORK,
        query.leaf(),
        "there are more ways from it to a trust anchor than can be tried");
  }
}
