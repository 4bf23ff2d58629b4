package dev.grapnel.agent.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.grapnel.protocol.certificate.CertificateHeaders;
import dev.grapnel.protocol.secret.SecretValue;
import dev.grapnel.protocol.session.CreateSessionRequest;
import dev.grapnel.protocol.session.CreateSessionResponse;
import dev.grapnel.protocol.session.SessionCredentials;
import dev.grapnel.protocol.signing.AmzDate;
import dev.grapnel.protocol.signing.Authorization;
import dev.grapnel.protocol.signing.Headers;
import dev.grapnel.protocol.signing.QueryString;
import dev.grapnel.protocol.signing.SignableRequest;
import dev.grapnel.protocol.signing.X509Verifier;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/**
 * A Roles Anywhere double over a real socket. It records every CreateSession and refuses one whose
 * signature does not verify with the certificate that came along; what it answers otherwise, a test
 * says. Credentials of issue n are {@code ASIATEST...n}, {@code secret-n}, {@code token-n}.
 */
public final class RecordingService implements AutoCloseable {
  /** One request as it came. */
  public record Recorded(String path, QueryString query, Headers headers, String body) {}

  /** What to do with the n-th request, from 1, that is properly signed. */
  @FunctionalInterface
  public interface Responder {
    void respond(int number, HttpExchange exchange) throws IOException, InterruptedException;
  }

  private final HttpServer server;
  private final String scheme;
  private final List<Recorded> requests = new CopyOnWriteArrayList<>();
  private final List<String> faults = new CopyOnWriteArrayList<>();
  private final AtomicInteger count = new AtomicInteger();
  private volatile Responder responder = issuing(Duration.ofHours(1));

  private RecordingService(HttpServer server, String scheme) {
    this.server = server;
    this.scheme = scheme;
  }

  /** Over plain http. */
  public static RecordingService start() throws IOException {
    return started(HttpServer.create(anyPort(), 200), "http");
  }

  /** Over plain http, at a port where one was before. */
  public static RecordingService startAt(int port) throws IOException {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    return started(HttpServer.create(address, 200), "http");
  }

  /** Over https. */
  public static RecordingService start(SSLContext tls) throws IOException {
    HttpsServer server = HttpsServer.create(anyPort(), 200);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    return started(server, "https");
  }

  private static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  private static RecordingService started(HttpServer server, String scheme) {
    RecordingService service = new RecordingService(server, scheme);
    server.createContext("/", service::handle);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    return service;
  }

  public URI endpoint() {
    return URI.create(scheme + "://127.0.0.1:" + server.getAddress().getPort());
  }

  public void respondWith(Responder newResponder) {
    responder = newResponder;
  }

  /** Every request, refused ones too. */
  public List<Recorded> requests() {
    return List.copyOf(requests);
  }

  /** What was wrong with requests; empty while all are properly signed. */
  public List<String> faults() {
    return List.copyOf(faults);
  }

  /** Credentials of that lifetime. */
  public static Responder issuing(Duration lifetime) {
    return (number, exchange) -> issue(number, exchange, Instant.now().plus(lifetime));
  }

  /** The answer of issue n. */
  public static byte[] answer(int number, Instant expiration) {
    return response(number, expiration).body();
  }

  public static void issue(int number, HttpExchange exchange, Instant expiration)
      throws IOException {
    send(exchange, CreateSessionResponse.STATUS, answer(number, expiration));
  }

  private static CreateSessionResponse response(int number, Instant expiration) {
    return new CreateSessionResponse(
        new SessionCredentials(
            "ASIATEST%08d".formatted(number),
            SecretValue.ofText("secret-" + number),
            SecretValue.ofText("token-" + number),
            expiration),
        Optional.of("arn:aws:sts::123456789012:assumed-role/demo/01"),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** An error as the service writes it. */
  public static Responder refusing(int status, String code, String message, String... headers) {
    return (number, exchange) -> {
      exchange.getResponseHeaders().set("X-Amzn-ErrorType", code);
      exchange.getResponseHeaders().set("x-amzn-RequestId", "request-" + number);
      for (int i = 0; i < headers.length; i += 2) {
        exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
      }
      send(
          exchange, status, ("{\"message\":\"" + message + "\"}").getBytes(StandardCharsets.UTF_8));
    };
  }

  public static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try {
      byte[] body = exchange.getRequestBody().readAllBytes();
      Headers headers = headers(exchange);
      QueryString query =
          QueryString.parse(Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse(""));
      requests.add(
          new Recorded(
              exchange.getRequestURI().getPath(),
              query,
              headers,
              new String(body, StandardCharsets.UTF_8)));
      CreateSessionRequest.decode(query, body);
      if (!isSigned(headers, query, body)) {
        faults.add("the signature does not verify");
        refusing(403, "AccessDeniedException", "no").respond(0, exchange);
        return;
      }
      responder.respond(count.incrementAndGet(), exchange);
    } catch (IOException e) {
      exchange.close();
    } catch (Exception e) {
      faults.add(String.valueOf(e));
      send(exchange, 400, new byte[0]);
    }
  }

  private static Headers headers(HttpExchange exchange) {
    List<Headers.Field> fields = new ArrayList<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> values.forEach(v -> fields.add(new Headers.Field(name, v))));
    return new Headers(fields);
  }

  private static boolean isSigned(Headers headers, QueryString query, byte[] body)
      throws Exception {
    byte[] leaf =
        CertificateHeaders.decodeLeaf(headers.first(CertificateHeaders.LEAF).orElseThrow())
            .encoded();
    PublicKey key =
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(leaf))
            .getPublicKey();
    return X509Verifier.verifies(
        key,
        Authorization.parse(headers.first("authorization").orElseThrow()),
        AmzDate.parse(headers.first("x-amz-date").orElseThrow()),
        SignableRequest.createSession(query, headers, body));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
