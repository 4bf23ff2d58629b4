package dev.grapnel.service;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.grapnel.protocol.signing.MalformedRequestException;
import dev.grapnel.protocol.signing.QueryString;
import dev.grapnel.testing.CapturedRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/**
 * Bytes of strangers and of proven callers at the edge of HTTP and in JSON: each request is
 * answered whole, done or refused with a type; never with an internal error.
 */
final class EdgeFuzzTest {
  private static final String CALLER = "Action=GetCallerIdentity&Version=2011-06-15";
  private static final String[] TOKENS = {
    "\r\n",
    "\n",
    "\0",
    " ",
    "%00",
    "%2F",
    "%",
    "+",
    "&",
    "=",
    ",",
    ":",
    "\u00ff",
    "Transfer-Encoding: chunked\r\n",
    "Content-Length: 0\r\n",
    "Expect: 100-continue\r\n",
    "Host: other\r\n",
    "Connection: close\r\n",
    "Authorization: AWS4-HMAC-SHA256 Credential=\r\n",
    "X-Amz-Date: 20261124T120000Z\r\n",
    "X-Amz-Security-Token: a\r\n",
    "AWS4-X509-RSA-SHA256",
    "UNSIGNED-PAYLOAD",
    "{\"a\":",
    "\"\\ud800\"",
    "99999999999999999999",
    "0\r\n\r\n"
  };
  private static final String[] ARNS = {
    "trustAnchorArn", "profileArn", "roleArn", "durationSeconds", "cert", ""
  };
  private static final String[] MEMBERS = {
    "durationSeconds",
    "instanceProperties",
    "roleSessionName",
    "trustAnchorArn",
    "profileArn",
    "roleArn",
    "cert",
    "sessionName"
  };
  private static final String[] VALUES = {
    "900",
    "43200",
    "-1",
    "1e400",
    "0.5",
    "null",
    "true",
    "\"\"",
    "\"900\"",
    "\"\\ud800\"",
    "[]",
    "{}",
    "{\"a\":\"b\"}",
    "{\"a\":1}",
    "[[[[[[]]]]]]"
  };

  private static EdgeWorld world;
  private static List<byte[]> requests;

  @BeforeAll
  static void open(@TempDir Path folder) throws Exception {
    world = EdgeWorld.open(folder);
    QueryString page = QueryString.of("pageSize", "2", "nextToken", "a b");
    requests =
        List.of(
            EdgeWorld.raw(world.createSession("{\"durationSeconds\":900}")),
            world.signed("rolesanywhere", "GET", "/profiles", page, ""),
            world.signed(
                "rolesanywhere", "POST", "/TagResource", QueryString.EMPTY, "{\"resourceArn\":1}"),
            world.signed("sts", "POST", "/", QueryString.EMPTY, CALLER),
            world.signed("iam", "POST", "/", QueryString.EMPTY, "Action=ListRoles"),
            EdgeWorld.get(
                EdgeWorld.target(
                    "/profiles", world.presigned("rolesanywhere", "/profiles", page))));
    for (byte[] request : requests) {
      WireAnswers.http1(world.edge.http1(request));
    }
  }

  @AfterAll
  static void close() {
    world.close();
  }

  @FuzzTest(maxDuration = "5m")
  void http1_bytes(byte[] bytes) throws IOException {
    var _ = WireAnswers.http1(world.edge.http1(bytes));
  }

  /** A good request with some of its bytes changed, in pieces. */
  @FuzzTest(maxDuration = "5m")
  void http1_changedRequest(FuzzedDataProvider data) throws IOException {
    byte[] request = requests.get(data.consumeInt(0, requests.size() - 1));
    for (int i = data.consumeInt(0, 6); i > 0; i--) {
      request = changed(request, data);
    }
    int cut = data.consumeInt(0, request.length);
    byte[] answers =
        world.edge.http1(
            Arrays.copyOf(request, cut), Arrays.copyOfRange(request, cut, request.length));
    var _ = WireAnswers.http1(answers);
  }

  /** What a certificate's holder says in a request that it has signed. */
  @FuzzTest(maxDuration = "5m")
  void createSession_signed(FuzzedDataProvider data) throws IOException {
    CapturedRequest request;
    if (data.consumeBoolean()) {
      request = world.createSession(body(data));
    } else {
      QueryString query = QueryString.EMPTY;
      for (int i = data.consumeInt(0, 5); i > 0; i--) {
        query = query.with(data.pickValue(ARNS), data.consumeString(100));
      }
      request = world.createSession(query, body(data));
    }
    List<Integer> statuses = WireAnswers.http1(world.edge.http1(EdgeWorld.raw(request)));
    if (statuses.size() != 1) {
      throw new AssertionError(statuses);
    }
  }

  /** A presigned URL with some of its text changed is refused, unless it says the same. */
  @FuzzTest(maxDuration = "5m")
  void presigned_changed(FuzzedDataProvider data) throws IOException {
    boolean sts = data.consumeBoolean();
    QueryString good =
        sts
            ? world.presigned("sts", "/", QueryString.of("Action", "GetCallerIdentity"))
            : world.presigned("rolesanywhere", "/profiles", QueryString.of("pageSize", "2"));
    byte[] query = good.canonical().getBytes(StandardCharsets.ISO_8859_1);
    for (int i = data.consumeInt(1, 4); i > 0; i--) {
      query = changed(query, data);
    }
    String text = new String(query, StandardCharsets.ISO_8859_1);
    byte[] answers = world.edge.http1(EdgeWorld.get((sts ? "/?" : "/profiles?") + text));
    for (int status : WireAnswers.http1(answers)) {
      if (status < 400 && !same(text, good)) {
        throw new AssertionError("taken as " + good.canonical() + ": " + text);
      }
    }
  }

  @FuzzTest(maxDuration = "5m")
  void http2_bytes(byte[] bytes) throws IOException {
    Http2Answers.check(world.edge.http2(Http2Frames.preface(), bytes));
  }

  @FuzzTest(maxDuration = "5m")
  void http2_frames(FuzzedDataProvider data) throws IOException {
    Http2Answers.check(
        world.edge.http2(Http2Frames.preface(), Http2Frames.of(data, data.consumeInt(1, 12))));
  }

  private static boolean same(String query, QueryString good) {
    int space = query.indexOf(' ');
    int fragment = query.indexOf('#');
    if (space >= 0 || fragment >= 0) {
      return false;
    }
    try {
      return QueryString.parse(query).canonical().equals(good.canonical());
    } catch (MalformedRequestException e) {
      return false;
    }
  }

  private static byte[] changed(byte[] bytes, FuzzedDataProvider data) {
    if (bytes.length == 0) {
      return bytes;
    }
    int at = data.consumeInt(0, bytes.length - 1);
    int to = Math.min(bytes.length, at + data.consumeInt(0, 40));
    byte[] put =
        switch (data.consumeInt(0, 3)) {
          case 0 -> new byte[] {data.consumeByte()};
          case 1 -> data.pickValue(TOKENS).getBytes(StandardCharsets.ISO_8859_1);
          case 2 -> Arrays.copyOfRange(bytes, at, to);
          default -> data.consumeBytes(20);
        };
    boolean insert = data.consumeBoolean();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, at);
    out.writeBytes(put);
    int from = insert ? at : Math.min(bytes.length, at + Math.max(1, put.length));
    out.write(bytes, from, bytes.length - from);
    return out.toByteArray();
  }

  private static String body(FuzzedDataProvider data) {
    if (data.consumeBoolean()) {
      return data.consumeRemainingAsString();
    }
    StringBuilder out = new StringBuilder("{");
    for (int i = data.consumeInt(0, 5); i > 0; i--) {
      String value =
          data.consumeBoolean() ? data.pickValue(VALUES) : '"' + data.consumeAsciiString(30) + '"';
      out.append(out.length() > 1 ? "," : "")
          .append('"')
          .append(data.pickValue(MEMBERS))
          .append("\":")
          .append(value);
    }
    return out.append('}').toString();
  }
}
