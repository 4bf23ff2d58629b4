package dev.grapnel.service.revocation;

import dev.grapnel.service.path.CertificatePath;
import dev.grapnel.service.path.PathQuery;
import dev.grapnel.service.path.RevocationCheck;
import dev.grapnel.service.path.WorkBudget;
import dev.grapnel.service.x509.ParsedCertificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Revocation by CRLs (RFC 5280 section 6.3). Immutable and thread-safe. */
public final class CrlCheck implements RevocationCheck {
  /** How many CRLs deep the signers of CRLs may be known through CRLs. */
  private static final int MAX_DEPTH = 3;

  private final CrlSet lists;
  private final Coverage coverage;
  private final StaleRule stale;
  private final int depth;

  /** A CRL whose signer is being checked, so that the question whether it counts is open. */
  private final Optional<RevocationList> pending;

  public CrlCheck(CrlSet lists, Coverage coverage, StaleRule stale) {
    this(lists, coverage, stale, 0, Optional.empty());
  }

  private CrlCheck(
      CrlSet lists,
      Coverage coverage,
      StaleRule stale,
      int depth,
      Optional<RevocationList> pending) {
    this.lists = lists;
    this.coverage = coverage;
    this.stale = stale;
    this.depth = depth;
    this.pending = pending;
  }

  @Override
  public Finding check(CertificatePath path, PathQuery query, WorkBudget budget) {
    List<String> warnings = new ArrayList<>();
    List<Instant> ends = new ArrayList<>();
    CrlSigners signers = new CrlSigners(path, query, budget, this::nested);
    for (ParsedCertificate certificate : path.certificates().reversed()) {
      CrlStatus status = new CrlStatus(certificate, lists, coverage, stale, query.time());
      switch (status.determine(list -> signerProblem(list, signers))) {
        case Objection objection -> {
          return objection;
        }
        case Clear clear -> {
          clear.validUntil().ifPresent(ends::add);
          warnings.addAll(clear.warnings());
        }
      }
    }
    return new Clear(ends.stream().min(Instant::compareTo), warnings);
  }

  /**
   * A CRL may be the only one that could tell of its own signer's certificate. Then it is taken at
   * its word: it revokes its signer if it lists it.
   */
  private Optional<String> signerProblem(RevocationList list, CrlSigners signers) {
    boolean underQuestion = pending.isPresent() && pending.get().equals(list);
    return underQuestion ? Optional.empty() : signers.problem(list);
  }

  private Optional<RevocationCheck> nested(RevocationList list) {
    return depth == MAX_DEPTH
        ? Optional.empty()
        : Optional.of(
            new CrlCheck(lists.withLast(list), coverage, stale, depth + 1, Optional.of(list)));
  }
}
