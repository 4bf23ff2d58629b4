package dev.grapnel.service.session;

import dev.grapnel.service.audit.AuditEvent;
import dev.grapnel.service.audit.AuditTrail;
import dev.grapnel.service.credential.TemporaryCredentials;
import dev.grapnel.service.refusal.Denial;
import dev.grapnel.service.refusal.Verdict;
import java.io.IOException;
import java.time.InstantSource;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records every CreateSession. A grant that cannot be recorded is not given; a refusal stays one. A
 * stranger buys no write to the disk. Thread-safe.
 */
public final class SessionAudit {
  private static final Logger LOG = LoggerFactory.getLogger(SessionAudit.class);

  private final AuditTrail trail;
  private final InstantSource clock;
  private final Function<Denial, String> errorCodes;

  /**
   * Records in that trail.
   *
   * @param errorCodes the wire's code for a refusal
   */
  public SessionAudit(AuditTrail trail, InstantSource clock, Function<Denial, String> errorCodes) {
    this.trail = trail;
    this.clock = clock;
    this.errorCodes = errorCodes;
  }

  Verdict<TemporaryCredentials> keep(Attempt attempt, Verdict<TemporaryCredentials> verdict) {
    return switch (verdict) {
      case Verdict.Passed<TemporaryCredentials> passed -> keepGrant(attempt, passed.value());
      case Verdict.Refused<TemporaryCredentials> refused -> {
        keepRefusal(attempt, refused.denial());
        yield refused;
      }
    };
  }

  private Verdict<TemporaryCredentials> keepGrant(
      Attempt attempt, TemporaryCredentials credentials) {
    try {
      trail.record(event(attempt).granted(credentials));
      return Verdict.pass(credentials);
    } catch (IOException e) {
      return Verdict.refuse(
          new Denial.Unavailable(
              "The service cannot record this session at present; try again later",
              "the audit trail cannot be written: " + e.getMessage()));
    }
  }

  private void keepRefusal(Attempt attempt, Denial denial) {
    AuditEvent event = event(attempt).refused(denial, errorCodes.apply(denial));
    if (isUnproven(attempt, denial)) {
      trail.recordUnproven(event);
      return;
    }
    try {
      trail.record(event);
    } catch (IOException e) {
      LOG.error("refused {}, and cannot record it: {}", event.requestId(), e.getMessage());
    }
  }

  /**
   * Whether the refusal is one of those that anybody can cause. A certificate under a registered
   * anchor that is expired, revoked or otherwise not accepted is refused as somebody known.
   */
  private static boolean isUnproven(Attempt attempt, Denial denial) {
    boolean anybodys = denial instanceof Denial.Unproven || denial instanceof Denial.Malformed;
    return anybodys && attempt.chain().isEmpty();
  }

  private SessionEvent event(Attempt attempt) {
    return new SessionEvent(attempt, clock.instant());
  }
}
