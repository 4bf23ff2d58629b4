package dev.grapnel.service.revocation;

import dev.grapnel.service.path.PathRule;
import dev.grapnel.service.path.RevocationCheck.Clear;
import dev.grapnel.service.path.RevocationCheck.Finding;
import dev.grapnel.service.path.RevocationCheck.Objection;
import dev.grapnel.service.path.Violation;
import dev.grapnel.service.x509.DistinguishedName;
import dev.grapnel.service.x509.DistributionPoint;
import dev.grapnel.service.x509.ParsedCertificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Finds out whether one certificate is revoked (RFC 5280 section 6.3.3). Used once. */
final class CrlStatus {
  private final ParsedCertificate certificate;
  private final CrlMatch match;
  private final CrlSet lists;
  private final Coverage coverage;
  private final StaleRule stale;
  private final Instant time;

  /** The first problem of each scope of which no CRL could be used so far. */
  private final Map<CrlScope, String> problems = new LinkedHashMap<>();

  /** The scopes of which a CRL was used; an older one of the same scope adds nothing. */
  private final Set<CrlScope> settled = new HashSet<>();

  private final List<String> warnings = new ArrayList<>();
  private final List<Instant> ends = new ArrayList<>();
  private int reasonsKnown;

  /** When the newest complete CRL was made that was used. */
  private Instant newest = Instant.MIN;

  CrlStatus(
      ParsedCertificate certificate,
      CrlSet lists,
      Coverage coverage,
      StaleRule stale,
      Instant time) {
    this.certificate = certificate;
    this.match = new CrlMatch(certificate);
    this.lists = lists;
    this.coverage = coverage;
    this.stale = stale;
    this.time = time;
  }

  /**
   * The status by all CRLs that speak of the certificate.
   *
   * @param signerProblem what is wrong with a CRL's signature or signer
   */
  Finding determine(Function<RevocationList, Optional<String>> signerProblem) {
    for (DistributionPoint point : match.points()) {
      for (DistinguishedName issuer : match.issuers(point)) {
        for (RevocationList list : lists.complete(issuer)) {
          if (!match.speaks(list, point, coverage == Coverage.EVERYWHERE)) {
            continue;
          }
          Optional<Violation> revoked = consult(list, point, signerProblem);
          if (revoked.isPresent()) {
            return new Objection(revoked.get());
          }
        }
      }
    }
    Optional<Violation> revoked =
        coverage == Coverage.WHERE_KNOWN ? consultOrphans(signerProblem) : Optional.empty();
    return revoked.<Finding>map(Objection::new).orElseGet(this::conclude);
  }

  /**
   * Deltas without the CRL that they belong to: what they list is revoked, what they do not list
   * may be listed in what is missing.
   */
  private Optional<Violation> consultOrphans(
      Function<RevocationList, Optional<String>> signerProblem) {
    for (RevocationList delta : lists.orphans(certificate.issuer())) {
      boolean outdated = delta.thisUpdate().isBefore(newest) || delta.thisUpdate().equals(newest);
      if (outdated || !delta.scope().covers(certificate.isCa())) {
        continue;
      }
      Optional<String> problem = delta.defect().or(() -> signerProblem.apply(delta));
      Optional<CrlEntry> entry = problem.isEmpty() ? find(delta) : Optional.empty();
      if (entry.isPresent() && entry.get().reason() != CrlReason.REMOVE_FROM_CRL) {
        return Optional.of(revoked(delta, entry.get()));
      }
      if (settled.isEmpty()) {
        problems.putIfAbsent(
            delta.scope(),
            delta + " cannot be used: " + problem.orElse("the CRL that it adds to is missing"));
      }
    }
    return Optional.empty();
  }

  private Finding conclude() {
    boolean known =
        switch (coverage) {
          case EVERYWHERE -> reasonsKnown == CrlMatch.ALL_REASONS;
          case WHERE_KNOWN -> problems.isEmpty() || settled.contains(CrlScope.ALL);
        };
    if (known) {
      return new Clear(ends.stream().min(Instant::compareTo), warnings);
    }
    String detail =
        problems.values().stream()
            .findFirst()
            .orElse("no CRL tells of each reason for revoking it");
    return new Objection(new Violation(PathRule.REVOCATION_UNKNOWN, certificate, detail));
  }

  /** Asks one complete CRL and its deltas; a violation if they say that it is revoked. */
  private Optional<Violation> consult(
      RevocationList list,
      DistributionPoint point,
      Function<RevocationList, Optional<String>> signerProblem) {
    if (isSuperfluous(list, point)) {
      return Optional.empty();
    }
    Optional<String> problem = list.defect().or(() -> signerProblem.apply(list));
    if (problem.isEmpty()) {
      Optional<CrlEntry> entry = entry(list, signerProblem);
      if (entry.isPresent()) {
        return Optional.of(revoked(list, entry.get()));
      }
      problem = untimely(list);
    }
    if (problem.isPresent()) {
      problems.putIfAbsent(list.scope(), list + " cannot be used: " + problem.get());
    } else {
      settle(list, point);
    }
    return Optional.empty();
  }

  private boolean isSuperfluous(RevocationList list, DistributionPoint point) {
    return switch (coverage) {
      case EVERYWHERE -> (CrlMatch.reasons(list, point) & ~reasonsKnown) == 0;
      case WHERE_KNOWN -> settled.contains(list.scope());
    };
  }

  private void settle(RevocationList list, DistributionPoint point) {
    list.nextUpdate().filter(next -> !next.isBefore(time)).ifPresent(ends::add);
    reasonsKnown |= CrlMatch.reasons(list, point);
    settled.add(list.scope());
    newest = list.thisUpdate().isAfter(newest) ? list.thisUpdate() : newest;
    problems.remove(list.scope());
  }

  /** The certificate's entry; a delta has the last word, and may take back a hold. */
  private Optional<CrlEntry> entry(
      RevocationList list, Function<RevocationList, Optional<String>> signerProblem) {
    for (RevocationList delta : lists.deltas(list)) {
      boolean usable =
          delta.defect().isEmpty() && isTimely(delta) && signerProblem.apply(delta).isEmpty();
      Optional<CrlEntry> entry = usable ? find(delta) : Optional.empty();
      if (usable) {
        delta.nextUpdate().ifPresent(ends::add);
      }
      if (entry.isPresent()) {
        return entry.filter(e -> e.reason() != CrlReason.REMOVE_FROM_CRL);
      }
    }
    return find(list);
  }

  private Optional<CrlEntry> find(RevocationList list) {
    return list.find(certificate.issuer(), certificate.serialNumber());
  }

  /** Why a CRL is of the wrong time, unless the operator accepts that. */
  private Optional<String> untimely(RevocationList list) {
    if (time.isBefore(list.thisUpdate())) {
      return Optional.of("it is from the future");
    }
    if (isTimely(list)) {
      return Optional.empty();
    }
    String problem =
        list.nextUpdate()
            .map(next -> "the next one was due at " + next + " and is not here")
            .orElse("it does not say when the next one is due");
    return switch (stale) {
      case REFUSE -> Optional.of(problem);
      case ACCEPT_WITH_WARNING -> {
        warnings.add(list + " was used though " + problem);
        yield Optional.empty();
      }
    };
  }

  private boolean isTimely(RevocationList list) {
    return !time.isBefore(list.thisUpdate())
        && list.nextUpdate().map(next -> !time.isAfter(next)).orElse(false);
  }

  private Violation revoked(RevocationList list, CrlEntry entry) {
    return new Violation(
        PathRule.REVOKED,
        certificate,
        "it was revoked at %s (%s), says %s".formatted(entry.revokedAt(), entry.reason(), list));
  }
}
