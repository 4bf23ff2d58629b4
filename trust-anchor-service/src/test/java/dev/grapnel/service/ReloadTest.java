package dev.grapnel.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.grapnel.testing.KeyKind;
import dev.grapnel.testing.RunningService;
import dev.grapnel.testing.TestCa;
import dev.grapnel.testing.TestIdentity;
import dev.grapnel.testing.TrustedTls;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGHUP to a service in a process of its own. */
class ReloadTest {
  private static final TestCa CA = TestCa.root("TLS CA", KeyKind.P256);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder = Path.of("");

  @SuppressWarnings("NullAway.Init") // Set before each test.
  private RunningService service;

  @SuppressWarnings("NullAway.Init") // Set before each test.
  private TestIdentity first;

  @SuppressWarnings("NullAway.Init") // Set before each test.
  private TrustedTls trusted;

  @BeforeEach
  void start() throws Exception {
    first = pair();
    trusted = new TrustedTls(Files.writeString(folder.resolve("ca.pem"), CA.pem()));
    write(first, first);
    configure("info");
    service =
        RunningService.start(
            launcher(), folder.resolve("data"), "--config", folder.resolve("c.toml").toString());
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void hangUp_newPair_isForNewConnectionsAndOpenOnesGoOn() throws Exception {
    try (SSLSocket old = connect()) {
      assertEquals(first.serial(), serial(old));
      assertTrue(ask(old).startsWith("HTTP/1.1 4"), "answers");
      TestIdentity second = pair();
      write(second, second);
      hangUp();
      await("the API has a new TLS certificate", 1);
      try (SSLSocket fresh = connect()) {
        assertEquals(second.serial(), serial(fresh));
        assertTrue(ask(fresh).startsWith("HTTP/1.1 4"));
      }
      assertTrue(ask(old).startsWith("HTTP/1.1 4"), "the open connection goes on");
      assertEquals(1, metric("grapnel_tls_renewals_total{outcome=\"taken\"}"));
    }
  }

  @Test
  void hangUp_pairThatDoesNotFit_keepsTheOneInUse() throws Exception {
    write(pair(), pair());
    hangUp();
    await("the API keeps its TLS certificate, the new one cannot be used", 1);
    try (SSLSocket fresh = connect()) {
      assertEquals(first.serial(), serial(fresh));
    }
    Files.writeString(folder.resolve("key.pem"), "nonsense");
    hangUp();
    await("the API keeps its TLS certificate, the new one cannot be used", 2);
    assertTrue(metric("grapnel_tls_renewals_total{outcome=\"refused\"}") >= 2);
    TestIdentity third = pair();
    write(third, third);
    hangUp();
    await("the API has a new TLS certificate", 1);
    try (SSLSocket fresh = connect()) {
      assertEquals(third.serial(), serial(fresh));
    }
  }

  @Test
  void hangUp_logLevel_takesEffectBothWays() throws Exception {
    configure("debug");
    hangUp();
    await("messages of level debug are shown", 1);
    configure("error");
    hangUp();
    awaitMetric("grapnel_config_reloads_total{outcome=\"done\"}", 2);
    configure("info");
    hangUp();
    await("the log level is INFO", 1);
    String log = Files.readString(service.log());
    assertFalse(log.contains("the log level is ERROR"), log);
  }

  @Test
  void hangUp_wrongConfiguration_changesNothing() throws Exception {
    Files.writeString(folder.resolve("c.toml"), "regionn = \"x\"\n");
    hangUp();
    await("nothing is reloaded, the configuration is wrong: unknown setting regionn", 1);
    assertEquals(1, metric("grapnel_config_reloads_total{outcome=\"refused\"}"));
    try (SSLSocket fresh = connect()) {
      assertEquals(first.serial(), serial(fresh));
    }
    configure("info", "region = \"eu-west-1\"\n");
    hangUp();
    await("they take effect at the next start", 1);
  }

  private static TestIdentity pair() {
    return CA.leaf("localhost").dnsName("localhost").ipAddress("127.0.0.1").issue();
  }

  private void write(TestIdentity certificate, TestIdentity key) throws IOException {
    Files.writeString(folder.resolve("certificate.pem"), certificate.pem());
    Files.writeString(folder.resolve("key.pem"), key.keyPkcs8Pem());
  }

  private void configure(String level) throws IOException {
    configure(level, "");
  }

  private void configure(String level, String more) throws IOException {
    Files.writeString(
        folder.resolve("c.toml"),
        more
            + "[tls]\ncertificate = \"%s\"\nkey = \"%s\"\n[log]\nlevel = \"%s\"\n"
                .formatted(folder.resolve("certificate.pem"), folder.resolve("key.pem"), level));
  }

  /** The program as the tests compiled it. */
  private Path launcher() throws IOException {
    String script =
        """
        #!/bin/sh
        exec '%s/bin/java' -XX:TieredStopAtLevel=1 -cp '%s' %s "$@"
        """
            .formatted(
                System.getProperty("java.home"),
                System.getProperty("java.class.path"),
                TrustAnchorService.class.getName());
    Path file = Files.writeString(folder.resolve("launcher"), script);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  private void hangUp() throws Exception {
    Process kill = new ProcessBuilder("kill", "-HUP", Long.toString(service.pid())).start();
    assertTrue(kill.waitFor(30, TimeUnit.SECONDS));
    assertEquals(0, kill.exitValue());
  }

  private SSLSocket connect() throws Exception {
    SSLSocket socket =
        (SSLSocket)
            trusted.fresh().getSocketFactory().createSocket("127.0.0.1", service.api().getPort());
    socket.setSoTimeout((int) PATIENCE.toMillis());
    socket.startHandshake();
    return socket;
  }

  private static BigInteger serial(SSLSocket socket) throws IOException {
    return ((X509Certificate) socket.getSession().getPeerCertificates()[0]).getSerialNumber();
  }

  /** Sends a request that asks for the connection to be kept, and reads the answer whole. */
  private static String ask(SSLSocket socket) throws IOException {
    socket
        .getOutputStream()
        .write(
            "GET /trustanchors HTTP/1.1\r\nHost: localhost\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII));
    InputStream in = socket.getInputStream();
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int c = in.read();
      assertTrue(c >= 0, "the connection ended: " + head);
      head.append((char) c);
    }
    String field = "content-length: ";
    String low = head.toString().toLowerCase(Locale.ROOT);
    int at = low.indexOf(field) + field.length();
    in.readNBytes(Integer.parseInt(low.substring(at, low.indexOf('\r', at))));
    return head.toString();
  }

  private void await(String text, int times) throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (Files.readString(service.log()).split(text, -1).length - 1 < times) {
      assertTrue(
          System.nanoTime() < end, "no '" + text + "' in\n" + Files.readString(service.log()));
      LockSupport.parkNanos(20_000_000);
    }
  }

  private void awaitMetric(String name, double value) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (metric(name) < value) {
      assertTrue(System.nanoTime() < end, name);
      LockSupport.parkNanos(20_000_000);
    }
  }

  private double metric(String name) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(service.management().resolve("/metrics")).build(),
              BodyHandlers.ofString())
          .body()
          .lines()
          .filter(line -> line.startsWith(name + " "))
          .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
          .sum();
    }
  }
}
