package dev.grapnel.service.audit;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a trail says of itself, as records like any other. */
final class TrailEvents {
  static final String SOURCE = "audit.grapnel";
  static final String FILE_OPENED = "AuditFileOpened";

  /** The type of the service's own records, CloudTrail's word. */
  static final String SERVICE_EVENT = "AwsServiceEvent";

  /** The type of records of calls, CloudTrail's word. */
  static final String API_CALL = "AwsApiCall";

  private TrailEvents() {}

  /** A file's first record: where in the chain it begins. */
  static AuditEvent opened(Instant now, int number, MacChain.Link last) {
    return event(
        now,
        FILE_OPENED,
        Map.of(
            "file",
            Integer.toString(number),
            "previousSequence",
            Long.toString(last.sequence()),
            "previousMac",
            HexFormat.of().formatHex(last.mac())));
  }

  /** The last line was incomplete, as a crash leaves it: it was never acknowledged. */
  static AuditEvent tornLineCut(Instant now, TornTail torn) {
    return event(
        now,
        "AuditTornLineCut",
        Map.of(
            "bytes", Long.toString(torn.bytes()),
            "sha256", torn.sha256()));
  }

  /** The trail is not as it was left. */
  static AuditEvent damaged(Instant now, String what) {
    return event(now, "AuditTrailDamaged", Map.of("damage", what));
  }

  /** Writing works again. */
  static AuditEvent resumed(Instant now, String problem) {
    return event(now, "AuditResumed", Map.of("problem", problem));
  }

  /** How many refusals before proof there were, and how many are kept as samples. */
  static AuditEvent unprovenCounts(Instant now, Map<String, String> counts) {
    return event(now, "UnprovenRefusalsCounted", counts);
  }

  private static AuditEvent event(Instant now, String name, Map<String, String> details) {
    return new AuditEvent(
        now,
        "",
        SOURCE,
        name,
        "",
        "",
        "",
        "",
        Map.of(),
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        details);
  }
}
