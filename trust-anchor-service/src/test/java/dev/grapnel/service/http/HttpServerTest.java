package dev.grapnel.service.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.grapnel.protocol.signing.Headers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HttpServerTest {
  /** Answers with what it was asked. */
  static final HttpHandler ECHO =
      request -> {
        String text =
            request.method()
                + " "
                + request.rawPath()
                + "?"
                + request.rawQuery()
                + "\n"
                + request.headers().fields().stream()
                    .map(f -> f.name() + "=" + f.value() + "\n")
                    .collect(Collectors.joining())
                + "\n"
                + new String(request.body(), StandardCharsets.UTF_8);
        return new HttpResponse(
            200, Headers.of("content-type", "text/plain"), text.getBytes(StandardCharsets.UTF_8));
      };

  private static java.net.http.HttpResponse<String> post(
      RunningServer server, HttpClient.Version version, String path, String body)
      throws IOException, InterruptedException {
    try (HttpClient client = RunningServer.client(version)) {
      return client.send(
          java.net.http.HttpRequest.newBuilder(server.uri(path))
              .POST(BodyPublishers.ofString(body))
              .build(),
          BodyHandlers.ofString());
    }
  }

  @ParameterizedTest
  @EnumSource(HttpClient.Version.class)
  void handle_overTls(HttpClient.Version version) throws Exception {
    try (RunningServer server = RunningServer.secure(HttpLimits.DEFAULTS, ECHO)) {
      var answer = post(server, version, "/sessions?a=b%20c", "{\"x\":1}");
      assertEquals(200, answer.statusCode());
      assertEquals(version, answer.version());
      assertTrue(answer.body().startsWith("POST /sessions?a=b%20c\n"), answer.body());
      assertTrue(answer.body().contains("\nhost=localhost:" + server.port()), answer.body());
      assertTrue(answer.body().endsWith("\n\n{\"x\":1}"), answer.body());
      assertTrue(answer.headers().firstValue("x-amzn-requestid").isPresent());
      assertTrue(answer.headers().firstValue("date").isPresent());
    }
  }

  @Test
  void handle_plainText() throws Exception {
    try (RunningServer server = RunningServer.plain(HttpLimits.DEFAULTS, ECHO)) {
      var answer = post(server, HttpClient.Version.HTTP_1_1, "/", "hello");
      assertEquals(200, answer.statusCode());
      assertTrue(answer.body().endsWith("\n\nhello"), answer.body());
    }
  }

  @Test
  void handle_manyRequestsOnOneConnection() throws Exception {
    try (RunningServer server = RunningServer.plain(HttpLimits.DEFAULTS, ECHO);
        RawConnection connection = server.connect()) {
      String request = "POST /%d HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\nx";
      for (int i = 0; i < 100; i++) {
        connection.send(request.formatted(i));
        assertTrue(connection.readAnswer().contains("POST /" + i + "?"));
      }
      StringBuilder all = new StringBuilder();
      for (int i = 0; i < 500; i++) {
        all.append(request.formatted(i));
      }
      connection.send(all.toString());
      for (int i = 0; i < 500; i++) {
        String answer = connection.readAnswer();
        assertTrue(answer.contains("POST /" + i + "?"), "in order: " + i + ": " + answer);
      }
    }
  }

  @Test
  void handle_repeatedFieldsStayRepeated() throws Exception {
    try (RunningServer server = RunningServer.plain(HttpLimits.DEFAULTS, ECHO)) {
      String answer =
          server.exchange(
              "GET / HTTP/1.1\r\nHost: h\r\nX-A: 1\r\nx-a:  2 \r\nConnection: close\r\n\r\n");
      assertTrue(answer.contains("\nx-a=1\nx-a=2\n"), answer);
    }
  }

  @Test
  void handle_head() throws Exception {
    try (RunningServer server = RunningServer.plain(HttpLimits.DEFAULTS, ECHO)) {
      String answer = server.exchange("HEAD / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
      assertTrue(answer.endsWith("\r\n\r\n"), "no body: " + answer);
      assertTrue(answer.contains("\r\ncontent-length: "), answer);
      assertFalse(answer.contains("\r\ncontent-length: 0"), answer);
    }
  }

  @Test
  void handle_expectContinue() throws Exception {
    try (RunningServer server = RunningServer.plain(HttpLimits.DEFAULTS, ECHO);
        RawConnection connection = server.connect()) {
      String head = "POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-Continue\r\n";
      connection.send(head + "Content-Length: 5\r\n\r\n");
      assertEquals("HTTP/1.1 100 Continue\r\n\r\n", connection.readAnswer());
      connection.send("hello");
      assertTrue(connection.readAnswer().endsWith("\n\nhello"));
      connection.send(head + "Content-Length: 5\r\n\r\nhello");
      assertTrue(connection.readAnswer().endsWith("\n\nhello"), "who does not wait is not told");
      connection.send(head + "Content-Length: 70000\r\n\r\n");
      assertTrue(connection.readAnswer().startsWith("HTTP/1.1 413 "), "nor who may not send");
    }
  }

  @ParameterizedTest
  @EnumSource(HttpClient.Version.class)
  void handle_expectContinueByJava(HttpClient.Version version) throws Exception {
    try (RunningServer server = RunningServer.secure(HttpLimits.DEFAULTS, ECHO);
        HttpClient client = RunningServer.client(version)) {
      var answer =
          client.send(
              java.net.http.HttpRequest.newBuilder(server.uri("/"))
                  .expectContinue(true)
                  .POST(BodyPublishers.ofString("hello"))
                  .build(),
              BodyHandlers.ofString());
      assertTrue(answer.body().endsWith("\n\nhello"), answer.body());
    }
  }

  @ParameterizedTest
  @EnumSource(HttpClient.Version.class)
  void handle_aThrowIsAnAnswerWithoutDetail(HttpClient.Version version) throws Exception {
    HttpHandler broken =
        _ -> {
          throw new IllegalStateException("secret detail");
        };
    try (RunningServer server = RunningServer.secure(HttpLimits.DEFAULTS, broken)) {
      var answer = post(server, version, "/", "x");
      assertEquals(500, answer.statusCode());
      assertEquals(
          "InternalServerException", answer.headers().firstValue("x-amzn-errortype").orElseThrow());
      assertTrue(answer.headers().firstValue("x-amzn-requestid").isPresent());
      assertFalse(answer.body().contains("secret"), answer.body());
      assertEquals(500, post(server, version, "/", "x").statusCode(), "and it goes on");
    }
  }

  @Test
  void handle_anAnswerThatWouldBreakTheFraming() throws Exception {
    List<HttpResponse> wrong =
        List.of(
            new HttpResponse(200, Headers.of("x", "a\r\ny: b"), new byte[0]),
            new HttpResponse(200, Headers.of("x y", "a"), new byte[0]),
            new HttpResponse(200, Headers.of("content-length", "7"), new byte[0]),
            new HttpResponse(200, Headers.of("transfer-encoding", "chunked"), new byte[0]),
            new HttpResponse(204, Headers.NONE, new byte[1]));
    for (HttpResponse answer : wrong) {
      try (RunningServer server = RunningServer.plain(HttpLimits.DEFAULTS, _ -> answer)) {
        String got = server.exchange("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
        assertTrue(got.startsWith("HTTP/1.1 500 "), got);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(HttpClient.Version.class)
  void handle_manyAtOnce(HttpClient.Version version) throws Exception {
    try (RunningServer server = RunningServer.secure(HttpLimits.DEFAULTS, ECHO);
        HttpClient client = RunningServer.client(version)) {
      List<CompletableFuture<java.net.http.HttpResponse<String>>> answers = new ArrayList<>();
      for (int i = 0; i < 90; i++) {
        answers.add(
            client.sendAsync(
                java.net.http.HttpRequest.newBuilder(server.uri("/" + i))
                    .POST(BodyPublishers.ofString("body " + i))
                    .build(),
                BodyHandlers.ofString()));
      }
      for (int i = 0; i < answers.size(); i++) {
        var answer = answers.get(i).get();
        assertEquals(200, answer.statusCode());
        assertTrue(answer.body().endsWith("\n\nbody " + i), answer.body());
      }
    }
  }

  @ParameterizedTest
  @EnumSource(HttpClient.Version.class)
  void handle_moreThanMayBeInFlight(HttpClient.Version version) throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    HttpHandler slow =
        request -> {
          await(gate);
          return ECHO.handle(request);
        };
    HttpLimits few = LimitsForTests.inFlight(4);
    try (RunningServer server = RunningServer.secure(few, slow);
        HttpClient client = RunningServer.client(version)) {
      List<CompletableFuture<java.net.http.HttpResponse<String>>> answers = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        answers.add(
            client.sendAsync(
                java.net.http.HttpRequest.newBuilder(server.uri("/")).build(),
                BodyHandlers.ofString()));
      }
      int refused = 0;
      while (refused < 8) {
        refused = 0;
        for (var answer : answers) {
          refused += answer.isDone() && answer.get().statusCode() == 503 ? 1 : 0;
        }
      }
      gate.countDown();
      int served = 0;
      for (var answer : answers) {
        if (answer.get().statusCode() == 200) {
          served++;
        } else {
          assertEquals("1", answer.get().headers().firstValue("retry-after").orElseThrow());
          assertEquals(
              "ServiceUnavailableException",
              answer.get().headers().firstValue("x-amzn-errortype").orElseThrow());
        }
      }
      assertEquals(4, served);
    }
  }

  private static void await(CountDownLatch gate) {
    try {
      assertTrue(gate.await(30, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void handle_moreThanMayBeInMemory() throws Exception {
    try (RunningServer server = RunningServer.plain(LimitsForTests.memory(100_000), ECHO);
        RawConnection one = server.connect();
        RawConnection two = server.connect()) {
      String head = "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 60000\r\n\r\n";
      one.send(head + "a".repeat(59_999));
      while (server.meters.get("grapnel.http.memory").gauge().value() < 59_999) {
        Thread.onSpinWait();
      }
      two.send(head + "a".repeat(60_000));
      assertTrue(two.readAnswer().startsWith("HTTP/1.1 503 "));
      one.send("a");
      assertTrue(one.readAnswer().startsWith("HTTP/1.1 200 "));
      while (server.meters.get("grapnel.http.memory").gauge().value() > 0) {
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void connect_moreThanMayBeOpen() throws Exception {
    try (RunningServer server = RunningServer.plain(LimitsForTests.connections(2), ECHO)) {
      try (RawConnection one = server.connect();
          RawConnection two = server.connect()) {
        for (RawConnection open : List.of(one, two)) {
          open.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
          assertTrue(open.readAnswer().startsWith("HTTP/1.1 200 "));
        }
        try (RawConnection three = server.connect()) {
          assertEquals("", three.readToEnd());
        }
      }
      String answer = "";
      while (answer.isEmpty()) { // until the closed connections are seen
        try {
          answer = server.exchange("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
        } catch (IOException _) {
          answer = "";
        }
      }
      assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
    }
  }

  @Test
  void handle_aClientThatGoesAway() throws Exception {
    CountDownLatch begun = new CountDownLatch(50);
    CountDownLatch gate = new CountDownLatch(1);
    AtomicInteger done = new AtomicInteger();
    HttpHandler slow =
        _ -> {
          begun.countDown();
          await(gate);
          done.incrementAndGet();
          return new HttpResponse(200, Headers.NONE, new byte[100_000]);
        };
    try (RunningServer server = RunningServer.plain(HttpLimits.DEFAULTS, slow)) {
      for (int i = 0; i < 50; i++) {
        try (RawConnection gone = server.connect()) {
          gone.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc");
        }
        try (RawConnection half = server.connect()) {
          half.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\na");
        }
      }
      await(begun);
      gate.countDown();
      while (done.get() < 50
          || server.meters.get("grapnel.http.connections").gauge().value() > 0
          || server.meters.get("grapnel.http.memory").gauge().value() > 0) {
        Thread.onSpinWait();
      }
      HttpServerTest.collectLeaks();
    }
  }

  /** Buffers that were dropped unreleased are reported when they are collected. */
  static void collectLeaks() {
    System.gc();
    io.netty.buffer.PooledByteBufAllocator.DEFAULT.heapBuffer().release();
  }

  @Test
  void send_toAClientThatDoesNotRead() throws Exception {
    byte[] large = new byte[16 << 20];
    HttpHandler handler = _ -> new HttpResponse(200, Headers.NONE, large);
    try (RunningServer server =
            RunningServer.plain(LimitsForTests.writeTime(Duration.ofMillis(300)), handler);
        RawConnection connection = server.connect()) {
      connection.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
      while (server.meters.get("grapnel.http.memory").gauge().value() == 0) {
        Thread.onSpinWait();
      }
      while (server.meters.get("grapnel.http.connections").gauge().value() > 0) {
        Thread.onSpinWait();
      }
      // The connection is gone a moment before its last write is told so.
      while (server.meters.get("grapnel.http.memory").gauge().value() > 0) {
        Thread.onSpinWait();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(HttpClient.Version.class)
  void stop_letsOpenRequestsFinish(HttpClient.Version version) throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch gate = new CountDownLatch(1);
    HttpHandler slow =
        request -> {
          begun.countDown();
          await(gate);
          return ECHO.handle(request);
        };
    try (RunningServer server =
            RunningServer.start(HttpLimits.DEFAULTS, slow, true, Duration.ofSeconds(30));
        HttpClient client = RunningServer.client(version)) {
      var answer =
          client.sendAsync(
              java.net.http.HttpRequest.newBuilder(server.uri("/")).build(),
              BodyHandlers.ofString());
      await(begun);
      Thread stopping = Thread.ofPlatform().start(server::close);
      while (accepts(server)) {
        Thread.onSpinWait();
      }
      gate.countDown();
      assertEquals(200, answer.get().statusCode());
      stopping.join();
    }
  }

  private static boolean accepts(RunningServer server) {
    try (RawConnection connection = server.connect()) {
      return connection.socket().isConnected();
    } catch (IOException _) {
      return false;
    }
  }

  @Test
  void stop_doesNotWaitForIdleConnections() throws Exception {
    RunningServer server =
        RunningServer.start(HttpLimits.DEFAULTS, ECHO, false, Duration.ofMinutes(10));
    try (RawConnection used = server.connect();
        RawConnection fresh = server.connect()) {
      used.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
      assertTrue(used.readAnswer().startsWith("HTTP/1.1 200 "));
      server.close();
      assertEquals("", used.readToEnd());
      assertEquals("", fresh.readToEnd());
    }
  }

  @Test
  void stop_endsWhatDoesNotFinish() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    HttpHandler stuck =
        request -> {
          begun.countDown();
          await(never);
          return ECHO.handle(request);
        };
    RunningServer server =
        RunningServer.start(HttpLimits.DEFAULTS, stuck, false, Duration.ofMillis(100));
    try (RawConnection connection = server.connect()) {
      connection.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
      await(begun);
      server.close();
      assertEquals("", connection.readToEnd());
    } finally {
      never.countDown();
    }
  }

  @Test
  void use_anotherIdentity() throws Exception {
    try (RunningServer server = RunningServer.secure(HttpLimits.DEFAULTS, ECHO);
        RawConnection before = server.connect()) {
      assertTrue(subject(before).endsWith("CN=first"));
      server.server.use(RunningServer.identity("second"));
      try (RawConnection after = server.connect()) {
        assertTrue(subject(after).endsWith("CN=second"));
      }
      before.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
      assertTrue(before.readAnswer().startsWith("HTTP/1.1 200 "), "open connections go on");
    }
  }

  private static String subject(RawConnection connection) throws IOException {
    SSLSocket socket = (SSLSocket) connection.socket();
    socket.startHandshake();
    return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
        .getSubjectX500Principal()
        .toString();
  }

  @Test
  void connect_withoutTls() throws Exception {
    try (RunningServer server = RunningServer.secure(HttpLimits.DEFAULTS, ECHO)) {
      try (RawConnection plain =
          RawConnection.open(new Socket(InetAddress.getLoopbackAddress(), server.port()))) {
        plain.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
        assertFalse(plain.readToEnd().contains("200"));
      }
      assertTrue(
          server
                  .meters
                  .get("grapnel.http.connections.failed")
                  .tag("why", "handshake")
                  .counter()
                  .count()
              > 0);
    }
  }

  @Test
  void connect_withOldTls() throws Exception {
    try (RunningServer server = RunningServer.secure(HttpLimits.DEFAULTS, ECHO)) {
      SSLSocket socket =
          (SSLSocket)
              RunningServer.trusting().getSocketFactory().createSocket("127.0.0.1", server.port());
      try (socket) {
        socket.setEnabledProtocols(new String[] {"TLSv1.2"});
        socket.startHandshake();
        assertEquals("TLSv1.2", socket.getSession().getProtocol());
      }
    }
  }
}
