package dev.grapnel.service.caller;

import dev.grapnel.protocol.signing.AmzDate;
import dev.grapnel.protocol.signing.Authorization;
import dev.grapnel.protocol.signing.SignableRequest;
import dev.grapnel.protocol.signing.SigningAlgorithm;
import java.time.Duration;
import java.util.Optional;

/**
 * A call's signature, whichever form it came in.
 *
 * @param request what it covers
 * @param validFor how long after the date it may be used
 * @param sessionToken a session's, which only it has
 */
record CallSignature(
    SignableRequest request,
    Authorization authorization,
    AmzDate date,
    Duration validFor,
    Optional<String> sessionToken) {
  /** How far a client's clock may be from ours, and how long a signed header may be used. */
  static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

  boolean isSigV4() {
    return authorization.algorithm() == SigningAlgorithm.HMAC_SHA256;
  }

  String accessKeyId() {
    return authorization.keyId();
  }

  /** Leaves out the session token and the signature. */
  @Override
  public String toString() {
    return "CallSignature[" + authorization + ", " + date + ']';
  }
}
