package dev.grapnel.service.path;

import dev.grapnel.service.path.PathSearch.End;
import dev.grapnel.service.path.PathSearch.Judgement;
import dev.grapnel.service.path.RevocationCheck.Clear;
import dev.grapnel.service.path.RevocationCheck.Objection;
import dev.grapnel.service.x509.ParsedCertificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Answers {@link PathQuery}: finds a path that keeps every rule, or says why there is none.
 *
 * <p>Two searches share one budget. The first passes over whatever breaks a rule and takes a path
 * that keeps them all; it refuses by rules that cost nothing before it verifies signatures, those
 * from the anchor downwards, and asks about revocation last. If there is no such path, the second
 * passes over only what breaks a foundational rule: a path that it finds proves who the leaf
 * belongs to, and the rule that this path breaks is the reason that is given.
 */
public final class PathValidator {
  private final PathQuery query;
  private final WorkBudget budget;
  private final IssuerGraph graph;
  private final CertificateRules rules;
  private final SignatureMemory signatures;

  private PathValidator(PathQuery query, WorkBudget budget) {
    this.query = query;
    this.budget = budget;
    this.graph = new IssuerGraph(query);
    this.rules = new CertificateRules(query);
    this.signatures = new SignatureMemory(query.signatures(), budget);
  }

  /** Validates within the query's limits. */
  public static PathOutcome validate(PathQuery query) {
    return validate(query, new WorkBudget(query.limits()));
  }

  /** Validates with what is left of another validation's budget. */
  public static PathOutcome validate(PathQuery query, WorkBudget budget) {
    if (query.candidates().size() > query.limits().candidates()) {
      Violation tooMany =
          new Violation(
              PathRule.TOO_MUCH_WORK,
              query.leaf(),
              "%d certificates were sent with it; at most %d are looked at"
                  .formatted(query.candidates().size(), query.limits().candidates()));
      return new PathOutcome.Refused(refusal(tooMany, query, false));
    }
    return new PathValidator(query, budget).run();
  }

  /** What a certificate breaks of the rules for anchors, whatever path it may once end. */
  public static List<Violation> anchorViolations(
      ParsedCertificate anchor,
      Instant time,
      SignatureRules signatures,
      CertificateProfile profile) {
    PathQuery query =
        new PathQuery(
            anchor,
            List.of(),
            AnchorSet.of(List.of(anchor)),
            time,
            Optional.empty(),
            PolicyInputs.ANY,
            PathLimits.DEFAULT,
            signatures,
            profile,
            RevocationCheck.NONE);
    return new CertificateRules(query).ofAnchor(anchor);
  }

  private PathOutcome run() {
    List<Violation> leaf = rules.ofLeaf();
    Optional<Violation> hopeless = leaf.stream().filter(v -> v.rule().isFoundational()).findFirst();
    if (hopeless.isPresent()) {
      return refused(hopeless.get(), false);
    }
    if (leaf.isEmpty()) {
      Acceptance acceptance = new Acceptance();
      switch (search(_ -> true, acceptance::judge)) {
        case End.Found(CertificatePath path) -> {
          return acceptance.accepted(path);
        }
        case End.Exhausted(Violation why) -> {
          return refused(why, false);
        }
        case End.NotFound _ -> {}
      }
    }
    return explain();
  }

  /** Looks for a path that proves who the leaf belongs to, and says what is wrong with it. */
  private PathOutcome explain() {
    return switch (search(v -> v.rule().isFoundational(), this::judgeSignatures)) {
      case End.Found(CertificatePath path) -> refused(firstViolation(path), true);
      case End.NotFound(Violation why) -> refused(why, false);
      case End.Exhausted(Violation why) -> refused(why, false);
    };
  }

  private End search(Predicate<Violation> blocks, Function<CertificatePath, Judgement> judge) {
    return new PathSearch(query, graph, rules, signatures, budget, blocks).run(judge);
  }

  private Judgement judgeSignatures(CertificatePath path) {
    for (int i = path.certificates().size() - 1; i >= 0; i--) {
      ParsedCertificate certificate = path.certificates().get(i);
      List<ParsedCertificate> issuers = path.issuersOf(i);
      switch (signatures.verify(certificate, issuers)) {
        case GOOD -> {}
        case BAD -> {
          return new Judgement.Leave(Violation.badSignature(certificate, issuers.getFirst()));
        }
        case UNPAID -> {
          return new Judgement.Stop(
              new Violation(
                  PathRule.TOO_MUCH_WORK,
                  certificate,
                  "more signatures would have to be verified than one request may cost"));
        }
      }
    }
    return new Judgement.Take();
  }

  private Violation firstViolation(CertificatePath path) {
    Stream<Violation> single =
        Stream.of(
                rules.ofLeaf().stream(),
                path.certificates().stream()
                    .skip(1)
                    .flatMap(ca -> rules.ofIntermediate(ca).stream()),
                rules.ofAnchor(path.anchor()).stream())
            .flatMap(s -> s);
    return single
        .findFirst()
        .or(() -> new PathRules(query, path, budget).check())
        .or(() -> objection(path))
        .orElseGet(
            () ->
                new Violation(
                    PathRule.TOO_MUCH_WORK,
                    path.leaf(),
                    "the path could not be judged within the limits"));
  }

  private Optional<Violation> objection(CertificatePath path) {
    return switch (query.revocation().check(path, query, budget)) {
      case Clear _ -> Optional.empty();
      case Objection(Violation violation) -> Optional.of(violation);
    };
  }

  private PathOutcome refused(Violation violation, boolean proven) {
    return new PathOutcome.Refused(refusal(violation, query, proven));
  }

  private static Refusal refusal(Violation violation, PathQuery query, boolean proven) {
    ParsedCertificate certificate = violation.certificate();
    return new Refusal(
        violation.rule(), place(certificate, query), certificate, violation.detail(), proven);
  }

  private static Refusal.Place place(ParsedCertificate certificate, PathQuery query) {
    if (certificate.equals(query.leaf())) {
      return Refusal.Place.LEAF;
    }
    return query.anchors().named(certificate.subject()).contains(certificate)
        ? Refusal.Place.ANCHOR
        : Refusal.Place.INTERMEDIATE;
  }

  /** Judges paths by all rules, and keeps what the verdict on the accepted one is made of. */
  private final class Acceptance {
    private final List<PathOutcome.Accepted> accepted = new ArrayList<>(1);

    Judgement judge(CertificatePath path) {
      PathRules pathRules = new PathRules(query, path, budget);
      Optional<Violation> violation = pathRules.check();
      if (violation.isPresent()) {
        return leaveOrStop(violation.get());
      }
      Judgement signed = judgeSignatures(path);
      if (!(signed instanceof Judgement.Take)) {
        return signed;
      }
      return switch (query.revocation().check(path, query, budget)) {
        case Objection(Violation objection) -> leaveOrStop(objection);
        case Clear(Optional<Instant> validUntil, List<String> warnings) -> {
          accepted.add(
              new PathOutcome.Accepted(
                  path, pathRules.validPolicies(), end(path, validUntil), warnings));
          yield new Judgement.Take();
        }
      };
    }

    PathOutcome accepted(CertificatePath path) {
      PathOutcome.Accepted outcome = accepted.getLast();
      if (!outcome.path().equals(path)) {
        throw new IllegalStateException("the path that was found is not the one that was judged");
      }
      return outcome;
    }

    private static Judgement leaveOrStop(Violation violation) {
      return violation.rule() == PathRule.TOO_MUCH_WORK
          ? new Judgement.Stop(violation)
          : new Judgement.Leave(violation);
    }

    private static Instant end(CertificatePath path, Optional<Instant> revocation) {
      return Stream.concat(
              Stream.concat(path.certificates().stream(), Stream.of(path.anchor()))
                  .map(ParsedCertificate::notAfter),
              revocation.stream())
          .min(Instant::compareTo)
          .orElseThrow();
    }
  }
}
