package dev.grapnel.service.session;

import dev.grapnel.protocol.session.CreateSessionRequest;
import dev.grapnel.protocol.signing.Headers;
import dev.grapnel.service.audit.AuditEvent;
import dev.grapnel.service.chain.TrustedChain;
import dev.grapnel.service.credential.TemporaryCredentials;
import dev.grapnel.service.grant.GrantedSession;
import dev.grapnel.service.refusal.Denial;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The audit record of one CreateSession. */
record SessionEvent(Attempt attempt, Instant at) {
  private static final String SOURCE = "rolesanywhere.amazonaws.com";
  private static final String NAME = "CreateSession";

  AuditEvent granted(TemporaryCredentials credentials) {
    GrantedSession session = credentials.session();
    Map<String, String> details = certificate();
    details.put("sourceIdentity", session.sourceIdentity());
    if (!session.droppedTagKeys().isEmpty()) {
      details.put("droppedTags", String.join(" ", session.droppedTagKeys()));
    }
    if (!session.chain().warnings().isEmpty()) {
      details.put("warning.chain", String.join("; ", session.chain().warnings()));
    }
    session.warnings().forEach((name, text) -> details.put("warning." + name, text));
    return event(
        session.chain().trustAnchor().accountId(),
        Map.of(
            "accessKeyId", credentials.sealed().accessKeyId(),
            "expiration", session.expiresAt().toString(),
            "assumedRoleUser", SessionAnswer.assumedRoleArn(session),
            "subjectArn", SubjectArn.of(session.chain()).toString()),
        Optional.empty(),
        Optional.empty(),
        details);
  }

  AuditEvent refused(Denial denial, String errorCode) {
    return event(
        accountId(denial),
        Map.of(),
        Optional.of(errorCode),
        Optional.of(denial.auditReason()),
        certificate());
  }

  /** The account that is concerned; of what strangers ask for, none is. */
  private String accountId(Denial denial) {
    Optional<String> trusted = attempt.chain().map(chain -> chain.trustAnchor().accountId());
    Optional<String> known =
        denial instanceof Denial.NotAllowed
            ? attempt.request().map(request -> request.trustAnchorArn().account())
            : Optional.empty();
    return trusted.or(() -> known).orElse("");
  }

  private AuditEvent event(
      String accountId,
      Map<String, String> answer,
      Optional<String> errorCode,
      Optional<String> reason,
      Map<String, String> details) {
    Headers headers = attempt.http().headers();
    return new AuditEvent(
        at,
        attempt.http().requestId(),
        SOURCE,
        NAME,
        accountId,
        attempt.caller().map(caller -> caller.leaf().subject()).orElse(""),
        attempt.http().remoteAddress().getHostAddress(),
        headers.first("user-agent").orElse(""),
        parameters(),
        answer,
        errorCode,
        reason,
        resources(),
        details);
  }

  private Map<String, String> parameters() {
    Map<String, String> parameters = new TreeMap<>();
    attempt.request().ifPresent(request -> put(parameters, request));
    return parameters;
  }

  private static void put(Map<String, String> parameters, CreateSessionRequest request) {
    parameters.put("trustAnchorArn", request.trustAnchorArn().toString());
    parameters.put("profileArn", request.profileArn().toString());
    parameters.put("roleArn", request.roleArn().toString());
    request.duration().ifPresent(d -> parameters.put("durationSeconds", "" + d.toSeconds()));
    request.roleSessionName().ifPresent(name -> parameters.put("roleSessionName", name));
  }

  private List<String> resources() {
    return attempt
        .request()
        .map(
            request ->
                List.of(
                    request.trustAnchorArn().toString(),
                    request.profileArn().toString(),
                    request.roleArn().toString()))
        .orElse(List.of());
  }

  private Map<String, String> certificate() {
    Map<String, String> details = new TreeMap<>();
    attempt
        .caller()
        .ifPresent(
            caller -> {
              details.put("serial", caller.serial().toString(16));
              details.put("issuer", caller.leaf().issuer());
            });
    attempt.chain().map(TrustedChain::notAfter).ifPresent(t -> details.put("notAfter", "" + t));
    attempt
        .chain()
        .map(TrustedChain::warnings)
        .filter(warnings -> !warnings.isEmpty())
        .ifPresent(warnings -> details.put("warnings", String.join("; ", warnings)));
    return details;
  }
}
