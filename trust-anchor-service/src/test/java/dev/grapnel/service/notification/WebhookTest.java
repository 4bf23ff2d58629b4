package dev.grapnel.service.notification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.grapnel.protocol.arn.Arn;
import dev.grapnel.protocol.secret.SecretValue;
import dev.grapnel.service.registry.TrustAnchor;
import dev.grapnel.service.tls.TrustedRoots;
import dev.grapnel.testing.KeyKind;
import dev.grapnel.testing.SettableClock;
import dev.grapnel.testing.TestCa;
import dev.grapnel.testing.TestIdentity;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Deliveries to a real receiver. */
class WebhookTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final String SECRET = "0123456789abcdef0123456789abcdef";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private record Received(String path, String signature, String delivery, byte[] body) {}

  /** How the receiver answers at present. */
  private interface Answer {
    void give(HttpExchange exchange) throws IOException;
  }

  @TempDir Path folder = Path.of("");

  private final SettableClock clock = new SettableClock(NOW);
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<AutoCloseable> open = new ArrayList<>();
  private volatile Answer answer = exchange -> exchange.sendResponseHeaders(204, -1);

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : open.reversed()) {
      each.close();
    }
    threads.shutdownNow();
  }

  @Test
  void send_notice_arrivesSigned() throws Exception {
    Webhook webhook = webhook(plain(), Duration.ofSeconds(30));
    webhook.send(notice(1));
    Received got = next();
    assertEquals(
        "t=%d,v1=%s".formatted(NOW.getEpochSecond(), hmac(NOW, got.body())), got.signature());
    JsonNode event = new ObjectMapper().readTree(got.body()).at("/events/0");
    assertEquals("aws.rolesanywhere", event.at("/source").asString());
    assertEquals(
        "Roles Anywhere Certificate Expiration State Change", event.at("/detail-type").asString());
    assertEquals("111122223333", event.at("/account").asString());
    assertEquals("us-east-1", event.at("/region").asString());
    assertEquals("2026-11-24T12:00:00Z", event.at("/time").asString());
    assertEquals(anchor().arn().toString(), event.at("/resources/0").asString());
    assertEquals("01", event.at("/detail/certificate-serial-number").asString());
    assertEquals(9, event.at("/detail/days-to-expiry").asInt());
    assertEquals("CA_CERTIFICATE_EXPIRY", event.at("/detail/event").asString());
    assertTrue(event.at("/id").asString().matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"));
    await("delivered", 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 503, 429})
  void send_receiverFails_isTriedAgainWithAFreshSignature(int status) throws Exception {
    answer = exchange -> exchange.sendResponseHeaders(status, -1);
    Webhook webhook = webhook(plain(), Duration.ofSeconds(30));
    webhook.send(notice(1));
    Received first = next();
    Received second = next();
    clock.advance(Duration.ofMinutes(5));
    Received last = next();
    while (!last.signature().startsWith("t=" + clock.instant().getEpochSecond() + ",")) {
      last = next();
    }
    assertEquals(first.delivery(), second.delivery(), "the receiver can tell that it is the same");
    assertEquals(first.delivery(), last.delivery());
    assertTrue(last.signature().endsWith("=" + hmac(clock.instant(), last.body())));
    answer = exchange -> exchange.sendResponseHeaders(200, -1);
    await("delivered", 1);
    assertTrue(meters.get("grapnel.notifications.webhook.retries").counter().count() >= 2);
  }

  @Test
  void send_connectionBreaks_arrivesAtTheNextTry() throws Exception {
    answer = HttpExchange::close;
    Webhook webhook = webhook(plain(), Duration.ofSeconds(30));
    webhook.send(notice(1));
    awaitRetries();
    answer = exchange -> exchange.sendResponseHeaders(200, -1);
    await("delivered", 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 307, 308, 400, 401, 403, 404, 410})
  void send_receiverRefusesOrSendsElsewhere_isLetGo(int status) throws Exception {
    answer =
        exchange -> {
          exchange.getResponseHeaders().set("Location", "/elsewhere");
          exchange.sendResponseHeaders(
              exchange.getRequestURI().getPath().equals("/elsewhere") ? 200 : status, -1);
        };
    Webhook webhook = webhook(plain(), Duration.ofSeconds(30));
    webhook.send(notice(1));
    await("refused", 1);
    assertEquals("/hook", next().path());
    assertTrue(received.isEmpty(), "no redirect is followed, nothing is sent twice");
  }

  @Test
  void send_receiverDrips_isCutOff() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    answer =
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try {
            while (!over.await(20, TimeUnit.MILLISECONDS)) {
              exchange.getResponseBody().write('x');
              exchange.getResponseBody().flush();
            }
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
        };
    Webhook webhook = webhook(plain(), Duration.ofMillis(300), Duration.ofSeconds(60));
    webhook.send(notice(1));
    next();
    awaitRetries();
    over.countDown();
    answer = exchange -> exchange.sendResponseHeaders(200, -1);
    await("delivered", 1);
  }

  @Test
  void send_receiverNeverTakesIt_isGivenUpInTime() throws Exception {
    answer = exchange -> exchange.sendResponseHeaders(500, -1);
    Webhook webhook = webhook(plain(), Duration.ofSeconds(30), Duration.ofMillis(200));
    webhook.send(notice(1));
    await("given_up", 1);
    answer = exchange -> exchange.sendResponseHeaders(200, -1);
    webhook.send(notice(2));
    await("delivered", 1);
  }

  @Test
  void send_more_thanAReceiverTakes_neverWaitsAndIsBounded() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    answer =
        exchange -> {
          try {
            over.await();
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
          exchange.sendResponseHeaders(200, -1);
        };
    Webhook webhook = webhook(plain(), Duration.ofSeconds(60));
    webhook.send(notice(0));
    next(); // the receiver has it, and holds it
    int sent = Webhook.MOST_WAITING + 500;
    for (int i = 1; i <= sent; i++) {
      webhook.send(notice(i));
    }
    assertEquals(500, count("dropped"));
    assertEquals(
        Webhook.MOST_WAITING, meters.get("grapnel.notifications.webhook.waiting").gauge().value());
    over.countDown();
    await("delivered", 1 + Webhook.MOST_WAITING);
    HashSet<String> ids = new HashSet<>();
    for (Received each : received) {
      JsonNode events = new ObjectMapper().readTree(each.body()).at("/events");
      assertTrue(events.size() <= Webhook.MOST_OF_DELIVERY);
      events.forEach(event -> ids.add(event.at("/id").asString()));
    }
    assertEquals(Webhook.MOST_WAITING, ids.size());
  }

  @Test
  void send_overTls_trustsTheGivenCaAlone() throws Exception {
    TestCa ca = TestCa.root("Receiver CA", KeyKind.P256);
    TestIdentity server = ca.leaf("receiver").ipAddress("127.0.0.1").issue();
    URI url = tls(server);
    Path roots = Files.writeString(folder.resolve("ca.pem"), ca.pem());
    Webhook trusting =
        webhook(url, Duration.ofSeconds(30), PATIENCE, Optional.of(TrustedRoots.of(roots)));
    trusting.send(notice(1));
    assertEquals("/hook", next().path());
    await("delivered", 1);
    Path others =
        Files.writeString(folder.resolve("other.pem"), TestCa.root("Other CA", KeyKind.P256).pem());
    Webhook wary =
        webhook(
            url,
            Duration.ofSeconds(30),
            Duration.ofMillis(100),
            Optional.of(TrustedRoots.of(others)));
    wary.send(notice(2));
    await("given_up", 1);
    assertTrue(received.isEmpty(), "nothing was said to a server that is not trusted");
  }

  @Test
  void toString_ofSettings_hidesTheSecret() {
    WebhookSettings settings = settings(URI.create("http://127.0.0.1/"), PATIENCE, PATIENCE);
    assertFalse(settings.toString().contains(SECRET), settings.toString());
  }

  private URI plain() throws IOException {
    HttpServer server = HttpServer.create(loopback(), 0);
    serve(server);
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook");
  }

  private URI tls(TestIdentity identity) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    Certificate certificate =
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(identity.der()));
    store.setKeyEntry(
        "server", identity.keys().getPrivate(), new char[0], new Certificate[] {certificate});
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(store, new char[0]);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    HttpsServer server = HttpsServer.create(loopback(), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    serve(server);
    return URI.create("https://127.0.0.1:" + server.getAddress().getPort() + "/hook");
  }

  private static InetSocketAddress loopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  private void serve(HttpServer server) {
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
    open.add(() -> server.stop(0));
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      received.add(
          new Received(
              exchange.getRequestURI().getPath(),
              exchange.getRequestHeaders().getFirst("Grapnel-Signature"),
              exchange.getRequestHeaders().getFirst("Grapnel-Delivery"),
              exchange.getRequestBody().readAllBytes()));
      answer.give(exchange);
    }
  }

  private Webhook webhook(URI url, Duration totalTime) {
    return webhook(url, totalTime, PATIENCE);
  }

  private Webhook webhook(URI url, Duration totalTime, Duration giveUpAfter) {
    return webhook(url, totalTime, giveUpAfter, Optional.empty());
  }

  private Webhook webhook(
      URI url, Duration totalTime, Duration giveUpAfter, Optional<SSLContext> tls) {
    WebhookSettings plain = settings(url, totalTime, giveUpAfter);
    WebhookSettings settings =
        new WebhookSettings(
            url,
            plain.secret(),
            tls,
            totalTime,
            plain.firstRetry(),
            plain.lastRetry(),
            giveUpAfter);
    Webhook webhook =
        Webhook.start(settings, clock, System::nanoTime, new Random(1), new NoticeMeters(meters));
    open.add(webhook);
    return webhook;
  }

  private static WebhookSettings settings(URI url, Duration totalTime, Duration giveUpAfter) {
    return new WebhookSettings(
        url,
        SecretValue.ofText(SECRET),
        Optional.empty(),
        totalTime,
        Duration.ofMillis(20),
        Duration.ofMillis(100),
        giveUpAfter);
  }

  private Received next() throws InterruptedException {
    Received next = received.poll(60, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("nothing arrived");
    }
    return next;
  }

  private double count(String outcome) {
    return meters
        .get("grapnel.notifications.webhook.notices")
        .tag("outcome", outcome)
        .counter()
        .count();
  }

  private void await(String outcome, double count) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (count(outcome) < count && System.nanoTime() < end) {
      LockSupport.parkNanos(5_000_000);
    }
    assertEquals(count, count(outcome), outcome);
  }

  private void awaitRetries() {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (meters.get("grapnel.notifications.webhook.retries").counter().count() == 0
        && System.nanoTime() < end) {
      LockSupport.parkNanos(5_000_000);
    }
  }

  private static String hmac(Instant at, byte[] body) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    String text = at.getEpochSecond() + "." + new String(body, StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static TrustAnchor anchor() {
    return new TrustAnchor(
        new Arn("aws", "rolesanywhere", "us-east-1", "111122223333", "trust-anchor/a"),
        "anchor",
        true,
        TrustAnchor.SourceType.CERTIFICATE_BUNDLE,
        "",
        false,
        List.of(),
        Optional.empty(),
        Map.of(),
        NOW,
        NOW,
        1);
  }

  private static ExpiryNotice notice(int serial) {
    return ExpiryNotice.ofCa(
        NOW,
        anchor(),
        new CaCertificate(
            "CN=ca",
            ExpiryNotice.hex(BigInteger.valueOf(serial)),
            "CN=root",
            NOW.plus(Duration.ofDays(9))),
        45);
  }
}
