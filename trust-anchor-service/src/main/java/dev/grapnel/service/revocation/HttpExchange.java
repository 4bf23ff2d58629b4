package dev.grapnel.service.revocation;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * HTTP for CRLs and OCSP: no redirects, a limit on the answer's length, and one on the time until
 * it is there whole, so that a server which drips is cut off as one that is silent. Thread-safe.
 */
final class HttpExchange implements AutoCloseable {
  /** What came of it. */
  sealed interface Outcome {}

  /** An answer; the tags are for the next time. */
  @SuppressWarnings("ArrayRecordComponent") // Handed on once; not compared.
  record Answer(byte[] body, Optional<String> etag, Optional<String> lastModified)
      implements Outcome {}

  /** It is as it was. */
  record NotModified() implements Outcome {}

  record Failure(String reason) implements Outcome {}

  private final FetchSettings settings;
  private final HttpClient client;

  HttpExchange(FetchSettings settings) {
    this.settings = settings;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(settings.connectTime())
            .build();
  }

  /** GET, unless it is as it was according to the tags. */
  Outcome get(URI url, Optional<String> etag, Optional<String> lastModified) {
    HttpRequest.Builder request = request(url).GET();
    etag.ifPresent(tag -> request.header("If-None-Match", tag));
    lastModified.ifPresent(time -> request.header("If-Modified-Since", time));
    return send(request.build(), settings.maxCrlBytes());
  }

  /** POST of an OCSP request (RFC 6960 appendix A.1). */
  Outcome postOcsp(URI url, byte[] body) {
    return send(
        request(url)
            .header("Content-Type", "application/ocsp-request")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build(),
        settings.maxOcspBytes());
  }

  private HttpRequest.Builder request(URI url) {
    return HttpRequest.newBuilder(url).timeout(settings.totalTime());
  }

  private Outcome send(HttpRequest request, int maxBytes) {
    CompletableFuture<HttpResponse<byte[]>> sent =
        client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), maxBytes));
    try {
      return outcome(sent.get(settings.totalTime().toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException _) {
      return new Failure("no whole answer within " + settings.totalTime());
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() instanceof IOException io ? io : e;
      return new Failure(String.valueOf(cause.getMessage()));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new Failure("interrupted");
    } finally {
      sent.cancel(true);
    }
  }

  private static Outcome outcome(HttpResponse<byte[]> response) {
    return switch (response.statusCode()) {
      case 200 ->
          new Answer(
              response.body(),
              response.headers().firstValue("etag"),
              response.headers().firstValue("last-modified"));
      case 304 -> new NotModified();
      default -> new Failure("it answered with status " + response.statusCode());
    };
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
