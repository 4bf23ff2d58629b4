package dev.grapnel.service.caller;

import dev.grapnel.protocol.secret.ConstantTime;
import dev.grapnel.protocol.signing.AmzDate;
import dev.grapnel.protocol.signing.CredentialScope;
import dev.grapnel.protocol.signing.PresignedQuery;
import dev.grapnel.service.refusal.Denial;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a signature is meant for this service, here and now. Costs no arithmetic with keys.
 *
 * @param region this service's own; {@code iam} and {@code sts} are global and take {@code
 *     us-east-1} too
 */
record ScopeRules(String region) {
  private static final Set<String> GLOBAL_SERVICES = Set.of("iam", "sts");
  private static final String GLOBAL_REGION = "us-east-1";
  private static final String CONTENT_SHA256 = "x-amz-content-sha256";

  /** What is wrong with the signature's scope, time or stated hash of the body. */
  Optional<Denial> fault(CallSignature signature, String service, Instant now) {
    return scopeFault(signature, service)
        .or(() -> timeFault(signature, now))
        .or(() -> payloadFault(signature));
  }

  private Optional<Denial> scopeFault(CallSignature signature, String service) {
    CredentialScope scope = signature.authorization().scope();
    if (!scope.service().equals(service)) {
      return bad("The credential's scope is not for the service " + service);
    }
    boolean global = GLOBAL_SERVICES.contains(service) && scope.region().equals(GLOBAL_REGION);
    if (!scope.region().equals(region) && !global) {
      return bad("The credential's scope is not for the region " + region);
    }
    if (!scope.day().equals(signature.date().day())) {
      return bad("The credential's scope is of another day than the signature's date");
    }
    return Optional.empty();
  }

  private static Optional<Denial> timeFault(CallSignature signature, Instant now) {
    AmzDate date = signature.date();
    if (now.isBefore(date.instant().minus(CallSignature.CLOCK_SKEW))) {
      return bad(
          "The signature is not yet valid: it was made at %s, and now is %s; is a clock wrong?"
              .formatted(date, new AmzDate(now)));
    }
    return now.isAfter(date.instant().plus(signature.validFor()))
        ? bad(
            "The signature has expired: it was made at %s for %d seconds, and now is %s"
                .formatted(date, signature.validFor().toSeconds(), new AmzDate(now)))
        : Optional.empty();
  }

  /** The body is always signed; who says otherwise, or states another hash, is refused. */
  private static Optional<Denial> payloadFault(CallSignature signature) {
    for (String stated : signature.request().headers().all(CONTENT_SHA256)) {
      if (!ConstantTime.equals(signature.request().payloadHash(), stated)) {
        return bad(
            stated.equals(PresignedQuery.UNSIGNED_PAYLOAD)
                ? "This service takes no unsigned payloads; sign the body's SHA-256"
                : "The header x-amz-content-sha256 is not the body's SHA-256");
      }
    }
    return Optional.empty();
  }

  private static Optional<Denial> bad(String message) {
    return Optional.of(new Denial.BadSignature(message, message));
  }
}
