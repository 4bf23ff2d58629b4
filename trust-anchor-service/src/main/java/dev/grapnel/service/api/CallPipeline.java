package dev.grapnel.service.api;

import dev.grapnel.service.audit.AuditEvent;
import dev.grapnel.service.audit.AuditTrail;
import dev.grapnel.service.caller.AccessRequest;
import dev.grapnel.service.caller.AuthenticatedCaller;
import dev.grapnel.service.caller.CallOrigin;
import dev.grapnel.service.caller.CallerAuthentication;
import dev.grapnel.service.caller.CallerPermissions;
import dev.grapnel.service.caller.SignedCall;
import dev.grapnel.service.http.HttpRequest;
import dev.grapnel.service.refusal.Denial;
import dev.grapnel.service.refusal.Verdict;
import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A control-plane, IAM or STS call from its signature to its answer: authenticate, read, authorise,
 * do, audit. Thread-safe.
 *
 * <p>Refusals before proof are counted and sampled; a proven caller's refusals and every change are
 * on disk before the answer. What was only looked at leaves no record.
 */
public final class CallPipeline {
  private static final Logger LOG = LoggerFactory.getLogger(CallPipeline.class);

  private static final Denial UNRECORDED =
      new Denial.Unavailable(
          "The service cannot keep its audit trail at present; try again later",
          "the audit trail could not be written");

  private final CallerAuthentication callers;
  private final CallerPermissions permissions;
  private final AuditTrail trail;
  private final InstantSource clock;

  public CallPipeline(
      CallerAuthentication callers,
      CallerPermissions permissions,
      AuditTrail trail,
      InstantSource clock) {
    this.callers = callers;
    this.permissions = permissions;
    this.trail = trail;
    this.clock = clock;
  }

  /** Reads what the proven caller wants. */
  @FunctionalInterface
  public interface Reader<A> {
    Intent<A> read(AuthenticatedCaller caller) throws MalformedInputException;
  }

  /**
   * Carries the call out.
   *
   * @param service as in the signature's scope
   * @param operation as in the model
   */
  public <A> Verdict<A> carryOut(
      HttpRequest request,
      String service,
      String operation,
      WireError.Dialect dialect,
      Reader<A> reader) {
    CallRecord record = new CallRecord(request, service, operation, dialect, clock.instant());
    AtomicReference<AuthenticatedCaller> signer = new AtomicReference<>();
    return switch (callers.authenticate(signed(request), service, signer::set)) {
      case Verdict.Passed<AuthenticatedCaller> passed ->
          carryOut(request, record.by(passed.value()), passed.value(), reader);
      case Verdict.Refused<AuthenticatedCaller> refused ->
          signer.get() == null
              ? refuseUnproven(record, refused.denial())
              : refuse(record.by(signer.get()), refused.denial());
    };
  }

  private <A> Verdict<A> refuseUnproven(CallRecord record, Denial denial) {
    trail.recordUnproven(record.refused(denial));
    return Verdict.refuse(denial);
  }

  private <A> Verdict<A> carryOut(
      HttpRequest request, CallRecord record, AuthenticatedCaller caller, Reader<A> reader) {
    Intent<A> intent;
    try {
      intent = reader.read(caller);
    } catch (MalformedInputException e) {
      return refuse(record, e.denial());
    }
    CallRecord known = record.of(intent);
    Verdict<Intent.Done<A>> outcome =
        permitted(request, caller, intent).then(_ -> intent.execution().get());
    return switch (outcome) {
      case Verdict.Passed<Intent.Done<A>> done -> answer(known, intent, done.value());
      case Verdict.Refused<Intent.Done<A>> refused -> refuse(known, refused.denial());
    };
  }

  private <A> Verdict<AuthenticatedCaller> permitted(
      HttpRequest request, AuthenticatedCaller caller, Intent<A> intent) {
    Verdict<AuthenticatedCaller> verdict = Verdict.pass(caller);
    CallOrigin origin = origin(request);
    for (AccessRequest permission : intent.permissions()) {
      verdict = verdict.then(proven -> permissions.authorize(proven, permission, origin));
    }
    return verdict;
  }

  private <A> Verdict<A> answer(CallRecord record, Intent<A> intent, Intent.Done<A> done) {
    if (intent.changes() && !keep(record.done(done.elements()))) {
      return Verdict.refuse(UNRECORDED);
    }
    return Verdict.pass(done.answer());
  }

  private <A> Verdict<A> refuse(CallRecord record, Denial denial) {
    return Verdict.refuse(keep(record.refused(denial)) ? denial : UNRECORDED);
  }

  private boolean keep(AuditEvent event) {
    try {
      trail.record(event);
      return true;
    } catch (IOException e) {
      LOG.error("request {} is not in the audit trail: {}", event.requestId(), e.getMessage());
      return false;
    }
  }

  private static SignedCall signed(HttpRequest request) {
    return new SignedCall(
        request.method(), request.rawPath(), request.rawQuery(), request.headers(), request.body());
  }

  private static CallOrigin origin(HttpRequest request) {
    return new CallOrigin(
        request.remoteAddress().getHostAddress(),
        request.secure(),
        request.headers().first("user-agent"));
  }
}
