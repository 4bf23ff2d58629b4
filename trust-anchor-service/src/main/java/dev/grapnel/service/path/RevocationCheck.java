package dev.grapnel.service.path;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Whether a certificate of a path is revoked. Thread-safe. */
@FunctionalInterface
public interface RevocationCheck {
  /** Nobody is asked. */
  RevocationCheck NONE = (path, query, budget) -> new Clear(Optional.empty(), List.of());

  /** What was found about a path. */
  sealed interface Finding {}

  /**
   * No certificate is known to be revoked.
   *
   * @param validUntil how long that holds; empty where nothing was asked
   */
  record Clear(Optional<Instant> validUntil, List<String> warnings) implements Finding {
    public Clear {
      warnings = List.copyOf(warnings);
    }
  }

  /** One is revoked, or it cannot be told and should. */
  record Objection(Violation violation) implements Finding {}

  /** Looks at every certificate of a path that keeps all other rules; the anchor's is not asked. */
  Finding check(CertificatePath path, PathQuery query, WorkBudget budget);
}
