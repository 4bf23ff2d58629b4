package dev.grapnel.service.revocation;

import dev.grapnel.service.path.Refusal;
import dev.grapnel.service.path.RevocationCheck;
import dev.grapnel.service.registry.RegistryView;
import dev.grapnel.service.registry.TrustAnchor;
import java.util.List;

/** What is known of revocation under a trust anchor. Thread-safe. */
@FunctionalInterface
public interface RevocationSource {
  /** Nothing, ever. */
  RevocationSource NONE = (anchor, registry) -> new Current(RevocationCheck.NONE, "none");

  /**
   * The present state.
   *
   * @param version equal for two states only if they give the same answers; a verdict is remembered
   *     under it
   */
  record Current(RevocationCheck check, Object version) {}

  /** The state for that anchor, by this snapshot of the registry. */
  Current of(TrustAnchor anchor, RegistryView registry);

  /** Hears that a chain was accepted although fresh knowledge was missing. */
  default void acceptedWithWarnings(TrustAnchor anchor, List<String> warnings) {}

  /** Hears that a chain was refused, for whatever reason. */
  default void refused(TrustAnchor anchor, Refusal refusal) {}
}
