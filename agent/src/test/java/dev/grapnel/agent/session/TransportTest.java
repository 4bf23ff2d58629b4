package dev.grapnel.agent.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.grapnel.agent.testing.RawServer;
import dev.grapnel.agent.testing.RecordingService;
import dev.grapnel.agent.testing.TestTls;
import dev.grapnel.protocol.signing.Headers;
import dev.grapnel.testing.KeyKind;
import dev.grapnel.testing.TestCa;
import dev.grapnel.testing.TestIdentity;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransportTest {
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofSeconds(30);

  private static final String LOGIN = "Proxy-authorization";

  @TempDir Path folder;

  private static UrlConnectionTransport transport(String endpoint, ConnectionSettings settings)
      throws Exception {
    return UrlConnectionTransport.to(
        Endpoint.resolve(new Endpoint.Choice(Optional.of(endpoint), true), "aws", "r", Map.of()),
        settings);
  }

  private static Transport.Answer post(UrlConnectionTransport transport, String endpoint)
      throws Transport.TransportException {
    return transport.post(URI.create(endpoint + "/sessions"), Headers.of("a", "b"), new byte[] {1});
  }

  private static ConnectionSettings settings() {
    return ConnectionSettings.usual(new Proxies(Map.of()));
  }

  @Test
  void silence_endsWithTheReadTimeout() throws Exception {
    try (RawServer server = RawServer.start(RawServer.silence())) {
      UrlConnectionTransport transport =
          transport(server.endpoint(), settings().withTimeouts(LONG, SHORT, LONG));
      Transport.TransportException e =
          assertThrows(
              Transport.TransportException.class, () -> post(transport, server.endpoint()));
      assertTrue(e.isRetryable());
      assertTrue(String.valueOf(e.getMessage()).contains("did not answer in time"));
    }
  }

  @Test
  void trickle_endsWithTheAttemptTimeout() throws Exception {
    RawServer.Behaviour trickle =
        socket -> {
          while (true) {
            socket.getOutputStream().write('H');
            socket.getOutputStream().flush();
            Thread.sleep(20);
          }
        };
    try (RawServer server = RawServer.start(trickle)) {
      UrlConnectionTransport transport =
          transport(server.endpoint(), settings().withTimeouts(LONG, LONG, SHORT));
      assertThrows(Transport.TransportException.class, () -> post(transport, server.endpoint()));
    }
  }

  @Test
  void hugeAnswer_isCutOff() throws Exception {
    String head = "HTTP/1.1 200 OK\r\nContent-Length: 10000000\r\n\r\n";
    try (RawServer server = RawServer.start(RawServer.sending(head + "x".repeat(1_000_000)))) {
      UrlConnectionTransport transport = transport(server.endpoint(), settings());
      assertThrows(Transport.TransportException.class, () -> post(transport, server.endpoint()));
    }
  }

  @Test
  void redirect_isNotFollowed() throws Exception {
    String answer =
        String.join(
            "\r\n",
            "HTTP/1.1 307 Temporary Redirect",
            "Location: http://127.0.0.1:1/",
            "Content-Length: 0",
            "",
            "");
    try (RawServer server = RawServer.start(RawServer.sending(answer))) {
      assertEquals(307, post(transport(server.endpoint(), settings()), server.endpoint()).status());
      assertEquals(1, server.connections());
    }
  }

  @Test
  void pin_isDemandedBesidesTrust() throws Exception {
    TestTls tls = TestTls.create();
    Path bundle = Files.writeString(folder.resolve("ca.pem"), tls.ca().pem());
    try (RecordingService service = RecordingService.start(tls.context())) {
      String endpoint = service.endpoint().toString();
      byte[] key = tls.server().keys().getPublic().getEncoded();
      String pin =
          Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(key));
      ConnectionSettings trusting = settings().withCaBundle(bundle);
      assertEquals(400, post(transport(endpoint, trusting.withPin(pin)), endpoint).status());
      String other = Base64.getEncoder().encodeToString(new byte[32]);
      UrlConnectionTransport pinned = transport(endpoint, trusting.withPin(other));
      Transport.TransportException e =
          assertThrows(Transport.TransportException.class, () -> post(pinned, endpoint));
      assertTrue(String.valueOf(e.getMessage()).contains("pinned key"), e.getMessage());
      assertTrue(!e.isRetryable());
    }
  }

  @Test
  void pin_onACertificateThatTheServerMerelySends_isNotMet() throws Exception {
    TestIdentity pinned = TestCa.root("Pinned", KeyKind.P256).leaf("127.0.0.1").issue();
    TestTls tls = TestTls.create(List.of(pinned));
    Path bundle = Files.writeString(folder.resolve("ca.pem"), tls.ca().pem());
    try (RecordingService service = RecordingService.start(tls.context())) {
      String endpoint = service.endpoint().toString();
      byte[] key = pinned.keys().getPublic().getEncoded();
      String pin =
          Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(key));
      UrlConnectionTransport transport =
          transport(endpoint, settings().withCaBundle(bundle).withPin(pin));
      assertThrows(Transport.TransportException.class, () -> post(transport, endpoint));
    }
  }

  @Test
  void proxyWithCredentials_isAskedToConnect() throws Exception {
    AtomicReference<String> seen = new AtomicReference<>("");
    try (java.net.ServerSocket proxy =
        new java.net.ServerSocket(0, 5, java.net.InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> answerTwice(proxy, seen));
      Proxies proxies =
          new Proxies(Map.of("HTTPS_PROXY", "http://me:s3cr3t@127.0.0.1:" + proxy.getLocalPort()));
      String endpoint = "https://service.example";
      UrlConnectionTransport transport = transport(endpoint, ConnectionSettings.usual(proxies));
      Transport.TransportException e =
          assertThrows(Transport.TransportException.class, () -> post(transport, endpoint));
      assertTrue(!String.valueOf(e.getMessage()).contains("s3cr3t"), e.getMessage());
    }
    assertTrue(seen.get().startsWith("CONNECT service.example:443 HTTP/1.1\r\n"), seen.get());
    String basic =
        Base64.getEncoder().encodeToString("me:s3cr3t".getBytes(StandardCharsets.US_ASCII));
    assertTrue(seen.get().contains(LOGIN + ": Basic " + basic + "\r\n"), seen.get());
  }

  /** A proxy that wants Basic authentication and then cannot reach the server. */
  private static void answerTwice(java.net.ServerSocket proxy, AtomicReference<String> seen) {
    try {
      while (!seen.get().contains(LOGIN)) {
        try (java.net.Socket socket = proxy.accept()) {
          StringBuilder head = new StringBuilder();
          while (!head.toString().endsWith("\r\n\r\n")) {
            head.append((char) socket.getInputStream().read());
          }
          seen.set(head.toString());
          String answer =
              String.join(
                  "\r\n",
                  head.toString().contains(LOGIN) ? "HTTP/1.1 502 Bad Gateway" : "HTTP/1.1 407 Who",
                  "Proxy-Authenticate: Basic realm=\"p\"",
                  "Connection: close",
                  "Content-Length: 0",
                  "",
                  "");
          socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
        }
      }
    } catch (java.io.IOException _) {
      // The test looks at what was seen.
    }
  }
}
