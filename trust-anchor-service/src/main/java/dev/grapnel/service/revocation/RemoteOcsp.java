package dev.grapnel.service.revocation;

import dev.grapnel.service.x509.MalformedX509Exception;
import dev.grapnel.service.x509.ParsedCertificate;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Answers of OCSP responders, fetched in the background; the last good one is kept. Thread-safe.
 */
final class RemoteOcsp {
  /** A certificate to ask about, its issuer, and whom. */
  record Question(URI responder, ParsedCertificate certificate, ParsedCertificate issuer) {}

  private final HttpExchange http;
  private final OcspVerifier verifier;
  private final FetchSettings settings;
  private final RevocationListener listener;
  private final AtomicLong changes;
  private final InstantSource clock;
  private final BackgroundCache<Question, OcspResponse.Single> cache;

  /**
   * @param changes counted up whenever another answer takes effect
   */
  RemoteOcsp(
      HttpExchange http,
      OcspVerifier verifier,
      FetchSettings settings,
      RevocationListener listener,
      AtomicLong changes,
      InstantSource clock,
      Executor executor) {
    this.http = http;
    this.verifier = verifier;
    this.settings = settings;
    this.listener = listener;
    this.changes = changes;
    this.clock = clock;
    this.cache = new BackgroundCache<>(this::load, this::refreshAt, settings, clock, executor);
  }

  /** The answer, if there was one once; it may be out of time. */
  Optional<OcspResponse.Single> ask(Question question, Patience patience) {
    return cache.ask(question, patience);
  }

  void refresh() {
    cache.refresh();
  }

  private Optional<OcspResponse.Single> load(
      Question question, Optional<OcspResponse.Single> before) {
    OcspCertId id = OcspCertId.of(question.certificate(), question.issuer());
    return switch (http.postOcsp(question.responder(), OcspRequest.encode(id))) {
      case HttpExchange.Answer answer -> take(question, id, answer.body(), before);
      case HttpExchange.NotModified _ -> Optional.empty();
      case HttpExchange.Failure(String reason) -> {
        listener.on(new RevocationEvent.FetchFailed(question.responder().toString(), reason));
        yield Optional.empty();
      }
    };
  }

  private Optional<OcspResponse.Single> take(
      Question question, OcspCertId id, byte[] body, Optional<OcspResponse.Single> before) {
    try {
      OcspResponse response = OcspResponse.parse(body);
      Instant now = clock.instant();
      Optional<OcspResponse.Single> single = response.about(id);
      Optional<String> problem =
          verifier
              .problem(response, question.issuer(), now)
              .or(
                  () ->
                      single.isEmpty()
                          ? Optional.of("it is not about the certificate that was asked about")
                          : OcspVerifier.untimely(single.get(), now))
              .or(() -> rollback(single, before));
      if (problem.isPresent()) {
        return refuse(question, problem.get());
      }
      if (!single.equals(before)) {
        changes.incrementAndGet();
      }
      return single;
    } catch (MalformedX509Exception e) {
      return refuse(question, String.valueOf(e.getMessage()));
    }
  }

  private Optional<OcspResponse.Single> refuse(Question question, String reason) {
    listener.on(new RevocationEvent.ListRefused(question.responder().toString(), reason));
    return Optional.empty();
  }

  private static Optional<String> rollback(
      Optional<OcspResponse.Single> single, Optional<OcspResponse.Single> before) {
    boolean older =
        before.isPresent() && single.orElseThrow().thisUpdate().isBefore(before.get().thisUpdate());
    return older ? Optional.of("it is older than the one before") : Optional.empty();
  }

  /** Half way to its end, so that a responder that is down for a while is no trouble. */
  private Instant refreshAt(OcspResponse.Single single, Instant now) {
    Instant half = now.plus(Duration.between(now, OcspVerifier.end(single)).dividedBy(2));
    Instant latest = now.plus(settings.refreshInterval());
    return half.isBefore(latest) ? half : latest;
  }
}
