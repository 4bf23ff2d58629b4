package dev.grapnel.service.revocation;

import java.time.Duration;

/**
 * How CRLs and OCSP responses are fetched.
 *
 * @param connectTime for a connection to be made
 * @param totalTime for an answer to be there whole
 * @param refreshInterval how often what is wanted is asked for again, at the latest
 * @param retryLeast how long after a first failure the next try is; it doubles with each
 * @param retryMost the longest that becomes
 * @param maxCrlBytes the longest CRL
 * @param maxOcspBytes the longest OCSP response
 * @param maxWait how long a request may wait for what was never fetched before; zero for not at all
 */
public record FetchSettings(
    Duration connectTime,
    Duration totalTime,
    Duration refreshInterval,
    Duration retryLeast,
    Duration retryMost,
    int maxCrlBytes,
    int maxOcspBytes,
    Duration maxWait) {
  public static final FetchSettings DEFAULT =
      new FetchSettings(
          Duration.ofSeconds(3),
          Duration.ofSeconds(15),
          Duration.ofMinutes(10),
          Duration.ofSeconds(10),
          Duration.ofMinutes(5),
          RevocationList.MAX_BYTES,
          64 * 1024,
          Duration.ZERO);
}
