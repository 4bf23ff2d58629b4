package dev.grapnel.service.audit;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One decision, in the shape of a CloudTrail record. Holds no secret: whoever makes one leaves out
 * secret keys, session tokens and signatures.
 *
 * @param requestId empty for what the service did of itself
 * @param eventSource such as {@code rolesanywhere.amazonaws.com}
 * @param eventName the operation, such as {@code CreateSession}
 * @param accountId the account concerned, empty where none was proven
 * @param principal the caller's ARN, or the certificate's subject; empty where none was proven
 * @param errorCode the wire error's code, empty for success
 * @param reason the whole reason of a refusal
 * @param details further facts: certificate serial, issuer, dropped tags, warnings, the explanation
 */
public record AuditEvent(
    Instant eventTime,
    String requestId,
    String eventSource,
    String eventName,
    String accountId,
    String principal,
    String sourceIpAddress,
    String userAgent,
    Map<String, String> requestParameters,
    Map<String, String> responseElements,
    Optional<String> errorCode,
    Optional<String> reason,
    List<String> resources,
    Map<String, String> details) {
  /** Whether nobody's request was the cause. */
  boolean isServiceEvent() {
    return requestId.isEmpty();
  }
}
