package dev.grapnel.service.audit;

import java.io.IOException;

/** Where decisions are recorded. Thread-safe. */
public interface AuditTrail {
  /**
   * Keeps the event: returns once it is on disk (fsynced, in a group with others).
   *
   * @throws IOException if it could not be kept; then the decision must not take effect
   */
  void record(AuditEvent event) throws IOException;

  /**
   * Counts a refusal before proof, and keeps a sample within a rate and a share of the disk of its
   * own; never waits for the disk.
   */
  void recordUnproven(AuditEvent event);
}
