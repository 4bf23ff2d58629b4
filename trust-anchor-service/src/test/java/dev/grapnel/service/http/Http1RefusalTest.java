package dev.grapnel.service.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.grapnel.protocol.signing.Headers;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests whose form is wrong, over a real connection: none of them reaches the handler. */
class Http1RefusalTest {
  private static final String REST = "Host: h\r\n\r\n";
  private static final AtomicInteger HANDLED = new AtomicInteger();
  private static RunningServer server;

  /** A request and the status it gets. */
  record Case(String name, int status, String request) {
    @Override
    public String toString() {
      return name;
    }
  }

  @BeforeAll
  static void start() throws IOException {
    server =
        RunningServer.plain(
            HttpLimits.DEFAULTS,
            request -> {
              HANDLED.incrementAndGet();
              return new HttpResponse(200, Headers.NONE, request.body());
            });
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  static Stream<Case> malformed() {
    return Stream.of(
        new Case("no version", 400, "GET /\r\n" + REST),
        new Case("HTTP/0.9", 505, "GET / HTTP/0.9\r\n" + REST),
        new Case("HTTP/2 by prior knowledge", 505, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
        new Case("version in lower case", 400, "GET / http/1.1\r\n" + REST),
        new Case("two spaces before the target", 400, "GET  / HTTP/1.1\r\n" + REST),
        new Case("a tab before the target", 400, "GET\t/ HTTP/1.1\r\n" + REST),
        new Case("a space behind the version", 400, "GET / HTTP/1.1 \r\n" + REST),
        new Case("a space before the method", 400, " GET / HTTP/1.1\r\n" + REST),
        new Case("a method that is no token", 400, "G@T / HTTP/1.1\r\n" + REST),
        new Case("a long method", 400, "G".repeat(33) + " / HTTP/1.1\r\n" + REST),
        new Case("two empty lines first", 400, "\r\n\r\nGET / HTTP/1.1\r\n" + REST),
        new Case("a line feed alone", 400, "GET / HTTP/1.1\nHost: h\r\n\r\n"),
        new Case("a line feed alone in a field", 400, "GET / HTTP/1.1\r\nHost: h\nX: y\r\n\r\n"),
        new Case("an end by a line feed alone", 400, "GET / HTTP/1.1\r\nHost: h\r\n\n"),
        new Case("a carriage return in a field", 400, "GET / HTTP/1.1\r\nHost: h\rX: y\r\n\r\n"),
        new Case("a carriage return too many", 400, "GET / HTTP/1.1\r\nHost: h\r\r\n\r\n"),
        new Case("a folded field", 400, "GET / HTTP/1.1\r\nHost: h\r\nX: a\r\n b\r\n\r\n"),
        new Case("a folded first field", 400, "GET / HTTP/1.1\r\n X: a\r\nHost: h\r\n\r\n"),
        new Case("a field without a colon", 400, "GET / HTTP/1.1\r\nHost: h\r\nX\r\n\r\n"),
        new Case("a field without a name", 400, "GET / HTTP/1.1\r\nHost: h\r\n: x\r\n\r\n"),
        new Case("a space before the colon", 400, "GET / HTTP/1.1\r\nHost : h\r\n\r\n"),
        new Case("a name with a space", 400, "GET / HTTP/1.1\r\nHost: h\r\nX Y: a\r\n\r\n"),
        new Case("a name beyond ASCII", 400, "GET / HTTP/1.1\r\nHost: h\r\nX\u00e9: a\r\n\r\n"),
        new Case("a NUL in a value", 400, "GET / HTTP/1.1\r\nHost: h\r\nX: a\0b\r\n\r\n"),
        new Case("an escape in a value", 400, "GET / HTTP/1.1\r\nHost: h\r\nX: \u001b[1m\r\n\r\n"),
        new Case("a delete in a value", 400, "GET / HTTP/1.1\r\nHost: h\r\nX: \u007f\r\n\r\n"),
        new Case("no Host", 400, "GET / HTTP/1.1\r\n\r\n"),
        new Case("two Hosts", 400, "GET / HTTP/1.1\r\nHost: h\r\nHost: h\r\n\r\n"),
        new Case("an empty Host", 400, "GET / HTTP/1.1\r\nHost: \r\n\r\n"),
        new Case("a Host with a path", 400, "GET / HTTP/1.1\r\nHost: h/x\r\n\r\n"),
        new Case("a Host with a user", 400, "GET / HTTP/1.1\r\nHost: u@h\r\n\r\n"),
        new Case("a Host list", 400, "GET / HTTP/1.1\r\nHost: a, b\r\n\r\n"),
        new Case("another host in the target", 400, "GET http://x/ HTTP/1.1\r\n" + REST),
        new Case("another scheme", 400, "GET ftp://h/ HTTP/1.1\r\n" + REST),
        new Case("CONNECT", 400, "CONNECT h:443 HTTP/1.1\r\n" + REST),
        new Case("asterisk for GET", 400, "GET * HTTP/1.1\r\n" + REST),
        new Case("a relative target", 400, "GET x HTTP/1.1\r\n" + REST),
        new Case("a fragment", 400, "GET /#x HTTP/1.1\r\n" + REST),
        new Case("a backslash", 400, "GET /\\x HTTP/1.1\r\n" + REST),
        new Case("a quotation mark", 400, "GET /\" HTTP/1.1\r\n" + REST),
        new Case("a target beyond ASCII", 400, "GET /\u00e9 HTTP/1.1\r\n" + REST),
        new Case("a NUL in the target", 400, "GET /\0 HTTP/1.1\r\n" + REST),
        new Case("a percent sign alone", 400, "GET /% HTTP/1.1\r\n" + REST),
        new Case("half a percent-encoding", 400, "GET /?a=%4 HTTP/1.1\r\n" + REST),
        new Case("a wrong percent-encoding", 400, "GET /%zz HTTP/1.1\r\n" + REST),
        new Case("a long target", 414, "GET /" + "a".repeat(70_000) + " HTTP/1.1\r\n" + REST),
        new Case("too many fields", 431, "GET / HTTP/1.1\r\n" + "X: y\r\n".repeat(100) + REST),
        new Case(
            "too large a field",
            431,
            "GET / HTTP/1.1\r\nX: " + "y".repeat(140_000) + "\r\n" + REST),
        new Case(
            "a large field without an end", 431, "GET / HTTP/1.1\r\nX: " + "y".repeat(140_000)),
        new Case("another expectation", 417, "GET / HTTP/1.1\r\nExpect: x\r\n" + REST),
        new Case("a TLS handshake", 400, "\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00fc\u0003"));
  }

  /** Both sides of a body's framing: what a proxy may read in another way is refused. */
  static Stream<Case> framing() {
    String head = "POST / HTTP/1.1\r\nHost: h\r\n";
    String chunked = head + "Transfer-Encoding: chunked\r\n\r\n";
    return Stream.of(
        new Case(
            "length and chunks",
            400,
            head + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
        new Case(
            "chunks and length",
            400,
            head + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n"),
        new Case("two lengths", 400, head + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab"),
        new Case(
            "two equal lengths", 400, head + "Content-Length: 1\r\nContent-Length: 1\r\n\r\na"),
        new Case("a list of lengths", 400, head + "Content-Length: 1, 1\r\n\r\na"),
        new Case("a signed length", 400, head + "Content-Length: +1\r\n\r\na"),
        new Case("a negative length", 400, head + "Content-Length: -1\r\n\r\n"),
        new Case("a hexadecimal length", 400, head + "Content-Length: 0x1\r\n\r\na"),
        new Case("an empty length", 400, head + "Content-Length: \r\n\r\n"),
        new Case("a length of digits elsewhere", 400, head + "Content-Length: \u00b2\r\n\r\n"),
        new Case("a huge length", 400, head + "Content-Length: 99999999999999999999\r\n\r\n"),
        new Case("a length over the limit", 413, head + "Content-Length: 65537\r\n\r\n"),
        new Case("another coding", 400, head + "Transfer-Encoding: gzip\r\n\r\n"),
        new Case("two codings", 400, head + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"),
        new Case("chunked last but one", 400, head + "Transfer-Encoding: chunked, x\r\n\r\n"),
        new Case("a coding with a tail", 400, head + "Transfer-Encoding: chunked;x=y\r\n\r\n"),
        new Case("an obscured coding", 400, head + "Transfer-Encoding: xchunked\r\n\r\n"),
        new Case(
            "two coding fields",
            400,
            head + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
        new Case(
            "chunks over HTTP/1.0",
            400,
            "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
        new Case("a chunk size that is none", 400, chunked + "x\r\n"),
        new Case("an empty chunk size", 400, chunked + "\r\n"),
        new Case("a chunk size with a sign", 400, chunked + "+1\r\na\r\n"),
        new Case("a chunk size with a space", 400, chunked + "1 \r\na\r\n0\r\n\r\n"),
        new Case("a hexadecimal mark", 400, chunked + "0x1\r\na\r\n"),
        new Case("a huge chunk size", 400, chunked + "100000000\r\n"),
        new Case("a chunk line without a carriage return", 400, chunked + "1\na\r\n"),
        new Case("a chunk longer than its size", 400, chunked + "1\r\nabc\r\n0\r\n\r\n"),
        new Case("a chunk ended by a line feed", 400, chunked + "1\r\na\n0\r\n\r\n"),
        new Case("a long extension", 400, chunked + "1;" + "x".repeat(300) + "\r\na\r\n"),
        new Case("an extension with a NUL", 400, chunked + "1;\0\r\na\r\n"),
        new Case("a trailer without a colon", 400, chunked + "0\r\nx\r\n\r\n"),
        new Case(
            "chunks over the limit", 413, chunked + "ffff\r\n" + "a".repeat(65535) + "\r\n2\r\nab"),
        new Case(
            "trailers over the limit", 431, chunked + "0\r\n" + "x: y\r\n".repeat(101) + "\r\n"));
  }

  @ParameterizedTest
  @MethodSource({"malformed", "framing"})
  void exchange_of(Case request) throws IOException {
    int before = HANDLED.get();
    String smuggled = "GET /smuggled HTTP/1.1\r\nHost: h\r\n\r\n";
    String answer = server.exchange(request.request() + smuggled);
    assertTrue(answer.startsWith("HTTP/1.1 " + request.status() + " "), answer);
    assertTrue(answer.contains("\r\nx-amzn-errortype: ValidationException\r\n"), answer);
    assertTrue(
        answer.matches(
            "(?s).*\r\nx-amzn-requestid: [0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\r\n.*"),
        answer);
    assertTrue(answer.contains("\r\nconnection: close\r\n"), answer);
    assertTrue(answer.contains("{\"message\":\""), answer);
    assertFalse(answer.contains("Exception:"), "no trace: " + answer);
    assertEquals(1, answer.split("HTTP/1\\.1 ", -1).length - 1, "one answer: " + answer);
    assertEquals(before, HANDLED.get(), "nothing is handled");
  }

  /** The other side of the limits. */
  static Stream<Case> taken() {
    String chunked = "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: Chunked\r\n\r\n";
    return Stream.of(
        new Case("plain", 200, "GET / HTTP/1.1\r\nHost: h\r\n\r\n"),
        new Case("an empty line first", 200, "\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n"),
        new Case("no space behind the colon", 200, "GET / HTTP/1.1\r\nHost:h\r\n\r\n"),
        new Case("tabs around the value", 200, "GET / HTTP/1.1\r\nHost:\t h \t\r\n\r\n"),
        new Case("an IPv6 host", 200, "GET / HTTP/1.1\r\nHost: [::1]:8443\r\n\r\n"),
        new Case(
            "the same host in the target", 200, "GET http://H:1/x HTTP/1.1\r\nHost: h:1\r\n\r\n"),
        new Case("no path in the target", 200, "GET http://h?x HTTP/1.1\r\nHost: h\r\n\r\n"),
        new Case("OPTIONS of all", 200, "OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n"),
        new Case("an unknown method", 200, "BREW / HTTP/1.1\r\nHost: h\r\n\r\n"),
        new Case("a value beyond ASCII", 200, "GET / HTTP/1.1\r\nHost: h\r\nX: \u00e9\r\n\r\n"),
        new Case(
            "a field as large as may be",
            200,
            "GET / HTTP/1.1\r\nHost: h\r\nX: " + "y".repeat((128 << 10) - 32) + "\r\n\r\n"),
        new Case(
            "as many fields as may be", 200, "GET / HTTP/1.1\r\n" + "X: y\r\n".repeat(99) + REST),
        new Case(
            "a target as long as may be",
            200,
            "GET /" + "a".repeat(65535) + " HTTP/1.1\r\n" + REST),
        new Case(
            "a body as large as may be",
            200,
            "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 65536\r\n\r\n" + "a".repeat(65536)),
        new Case("no body", 200, "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n"),
        new Case("chunks", 200, chunked + "1\r\na\r\nA;x=\"y\"\r\n0123456789\r\n0\r\n\r\n"),
        new Case("no chunks", 200, chunked + "0\r\n\r\n"),
        new Case("zeros before a size", 200, chunked + "0000001\r\na\r\n000\r\n\r\n"),
        new Case("trailers", 200, chunked + "0\r\nx: y\r\nz: \r\n\r\n"));
  }

  @ParameterizedTest
  @MethodSource("taken")
  void exchange_onTheRightSide(Case request) throws IOException {
    String last = "GET /last HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";
    String answer = server.exchange(request.request() + last);
    assertEquals(2, answer.split("HTTP/1\\.1 200 OK", -1).length - 1, answer);
  }

  @ParameterizedTest
  @MethodSource({"malformed", "framing", "taken"})
  void exchange_byteByByte(Case request) throws IOException {
    if (request.request().length() > 2000) {
      return; // the same bytes many times over
    }
    try (RawConnection connection = server.connect()) {
      for (char c : request.request().toCharArray()) {
        connection.send(String.valueOf(c));
      }
      String answer = connection.readAnswer();
      assertTrue(answer.startsWith("HTTP/1.1 " + request.status() + " "), answer);
    }
  }

  @Test
  void exchange_ofHttp10() throws IOException {
    String answer = server.exchange("GET / HTTP/1.0\r\n\r\n");
    assertTrue(answer.startsWith("HTTP/1.1 200 OK\r\n"), answer);
    assertTrue(answer.contains("\r\nconnection: close\r\n"), answer);
  }

  @Test
  void exchange_ofARequestThatNeverEnds() throws IOException {
    HttpLimits quick = LimitsForTests.times(Duration.ofMillis(300), Duration.ofMinutes(1));
    try (RunningServer own = RunningServer.plain(quick, request -> ok())) {
      for (String part :
          new String[] {
            "G",
            "GET / HTTP/1.1\r\nHost: h\r\n",
            "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\na"
          }) {
        String answer = own.exchange(part);
        assertTrue(answer.startsWith("HTTP/1.1 408 Request Timeout\r\n"), answer);
        assertTrue(answer.contains("\r\nx-amzn-errortype: ValidationException\r\n"), answer);
      }
    }
  }

  @Test
  void exchange_ofARequestThatDrips() throws IOException {
    HttpLimits quick = LimitsForTests.times(Duration.ofMillis(300), Duration.ofMinutes(1));
    try (RunningServer own = RunningServer.plain(quick, request -> ok());
        RawConnection connection = own.connect()) {
      connection.send("GET / HTTP/1.1\r\nHost: h\r\n");
      long start = System.nanoTime();
      try {
        while (System.nanoTime() - start < Duration.ofSeconds(20).toNanos()) {
          connection.send("x: y\r\n");
          LockSupport.parkNanos(20_000_000);
        }
      } catch (IOException closed) {
        // the server has had enough
      }
      assertTrue(
          System.nanoTime() - start < Duration.ofSeconds(15).toNanos(), "each byte buys time");
    }
  }

  @Test
  void connection_withoutARequestIsClosed() throws IOException {
    HttpLimits quick = LimitsForTests.times(Duration.ofMinutes(1), Duration.ofMillis(200));
    try (RunningServer own = RunningServer.plain(quick, request -> ok())) {
      assertEquals("", own.exchange(""));
      String answer = own.exchange("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
      assertTrue(answer.startsWith("HTTP/1.1 200 OK\r\n"), answer);
    }
  }

  private static HttpResponse ok() {
    return new HttpResponse(200, Headers.NONE, new byte[0]);
  }
}
