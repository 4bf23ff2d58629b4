package dev.grapnel.service.revocation;

/** Hears of {@link RevocationEvent}s. Thread-safe, and never waits. */
@FunctionalInterface
public interface RevocationListener {
  void on(RevocationEvent event);
}
