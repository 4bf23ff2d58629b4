package dev.grapnel.service.api;

import dev.grapnel.service.audit.AuditEvent;
import dev.grapnel.service.caller.AccessRequest;
import dev.grapnel.service.caller.AuthenticatedCaller;
import dev.grapnel.service.http.HttpRequest;
import dev.grapnel.service.refusal.Denial;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is known of a call so far, to be kept in the audit trail with what became of it. */
record CallRecord(
    HttpRequest request,
    String service,
    String operation,
    WireError.Dialect dialect,
    Instant time,
    @Nullable AuthenticatedCaller caller,
    @Nullable Intent<?> intent) {
  private static final int MAX_USER_AGENT_LENGTH = 256;

  CallRecord(
      HttpRequest request,
      String service,
      String operation,
      WireError.Dialect dialect,
      Instant time) {
    this(request, service, operation, dialect, time, null, null);
  }

  CallRecord by(AuthenticatedCaller proven) {
    return new CallRecord(request, service, operation, dialect, time, proven, intent);
  }

  CallRecord of(Intent<?> read) {
    return new CallRecord(request, service, operation, dialect, time, caller, read);
  }

  AuditEvent done(Map<String, String> elements) {
    return event(elements, Optional.empty(), Optional.empty());
  }

  AuditEvent refused(Denial denial) {
    return event(
        Map.of(),
        Optional.of(WireError.of(denial, dialect).code()),
        Optional.of(denial.auditReason()));
  }

  private AuditEvent event(
      Map<String, String> elements, Optional<String> errorCode, Optional<String> reason) {
    return new AuditEvent(
        time,
        request.requestId(),
        service + ".amazonaws.com",
        operation,
        caller == null ? "" : caller.accountId(),
        caller == null ? "" : caller.principalArn(),
        request.remoteAddress().getHostAddress(),
        userAgent(),
        intent == null ? Map.of() : intent.parameters(),
        elements,
        errorCode,
        reason,
        resources(),
        caller == null ? Map.of() : Map.of("accessKeyId", caller.accessKeyId()));
  }

  private List<String> resources() {
    return intent == null
        ? List.of()
        : intent.permissions().stream().map(AccessRequest::resource).distinct().toList();
  }

  private String userAgent() {
    String agent = request.headers().first("user-agent").orElse("");
    return agent.length() > MAX_USER_AGENT_LENGTH
        ? agent.substring(0, MAX_USER_AGENT_LENGTH)
        : agent;
  }
}
