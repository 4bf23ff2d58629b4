package dev.grapnel.service.audit.copy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Log records of OTLP over HTTP in JSON: the body is the record as it stands in the trail.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otlp/#otlphttp">OTLP/HTTP</a>
 */
final class OtlpLogs implements Destination {
  private static final int INFO = 9;
  private static final int WARN = 13;
  private static final JsonFactory JSON = new JsonFactory();

  private final URI url;
  private final String host;
  private final CopyTimes times;
  private final HttpClient client;

  /** Posts to that URL, by default {@code /v1/logs} of a collector. */
  OtlpLogs(URI url, Optional<SSLContext> tls, String host, CopyTimes times) {
    this.url = url;
    this.host = host;
    this.times = times;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(times.connect());
    tls.ifPresent(builder::sslContext);
    this.client = builder.build();
  }

  @Override
  public int send(List<CopiedRecord> records) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .timeout(times.connect())
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body(records)))
            .build();
    int status = status(request);
    if (status >= 200 && status < 300) {
      return 0;
    }
    if (status == 429 || status >= 500) {
      throw new IOException("it answered with status " + status);
    }
    return records.size(); // it would answer the same again
  }

  private int status(HttpRequest request) throws IOException {
    CompletableFuture<HttpResponse<Void>> sent =
        client.sendAsync(request, BodyHandlers.discarding());
    try {
      return sent.get(times.connect().toNanos(), TimeUnit.NANOSECONDS).statusCode();
    } catch (TimeoutException _) {
      throw new IOException("no answer within " + times.connect().toMillis() + " ms");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } finally {
      sent.cancel(true);
    }
  }

  private byte[] body(List<CopiedRecord> records) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
      json.writeStartObject();
      json.writeArrayPropertyStart("resourceLogs");
      json.writeStartObject();
      json.writeObjectPropertyStart("resource");
      json.writeArrayPropertyStart("attributes");
      attribute(json, "service.name", "trust-anchor-service");
      attribute(json, "host.name", host);
      json.writeEndArray();
      json.writeEndObject();
      json.writeArrayPropertyStart("scopeLogs");
      json.writeStartObject();
      json.writeObjectPropertyStart("scope");
      json.writeStringProperty("name", "dev.grapnel.audit");
      json.writeEndObject();
      json.writeArrayPropertyStart("logRecords");
      records.forEach(record -> write(json, record));
      json.writeEndArray();
      json.writeEndObject();
      json.writeEndArray();
      json.writeEndObject();
      json.writeEndArray();
      json.writeEndObject();
    }
    return out.toByteArray();
  }

  private static void write(JsonGenerator json, CopiedRecord record) {
    json.writeStartObject();
    record
        .time()
        .flatMap(OtlpLogs::nanos)
        .ifPresent(t -> json.writeStringProperty("timeUnixNano", t));
    json.writeNumberProperty("severityNumber", record.isRefusal() ? WARN : INFO);
    json.writeStringProperty("severityText", record.isRefusal() ? "WARN" : "INFO");
    json.writeObjectPropertyStart("body");
    json.writeStringProperty("stringValue", record.text());
    json.writeEndObject();
    json.writeArrayPropertyStart("attributes");
    record.eventName().ifPresent(name -> attribute(json, "event.name", name));
    json.writeEndArray();
    json.writeEndObject();
  }

  /** As OTLP's JSON has 64-bit numbers: in a string. */
  private static Optional<String> nanos(String time) {
    try {
      return Optional.of(Instant.parse(time).getEpochSecond() + "000000000");
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }

  private static void attribute(JsonGenerator json, String key, String value) {
    json.writeStartObject();
    json.writeStringProperty("key", key);
    json.writeObjectPropertyStart("value");
    json.writeStringProperty("stringValue", value);
    json.writeEndObject();
    json.writeEndObject();
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
