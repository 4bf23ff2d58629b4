package dev.grapnel.service;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;

/** Answers read off the wire, each of which must be whole, and a success or a typed refusal. */
final class WireAnswers {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String END = "\r\n\r\n";

  private WireAnswers() {}

  /** The statuses of the answers that an HTTP/1.1 server sent on one connection. */
  static List<Integer> http1(byte[] bytes) {
    List<Integer> statuses = new ArrayList<>();
    String rest = new String(bytes, StandardCharsets.ISO_8859_1);
    while (!rest.isEmpty()) {
      int end = rest.indexOf(END);
      require(rest.startsWith("HTTP/1.1 ") && end > 0, rest);
      String head = rest.substring(0, end + 2);
      int status = Integer.parseInt(head.substring(9, 12));
      rest = rest.substring(end + END.length());
      if (status == 100) {
        continue;
      }
      statuses.add(status);
      int length = Integer.parseInt(header(head, "content-length"));
      if (rest.startsWith("HTTP/1.1 ") || rest.isEmpty()) { // the answer to HEAD
        require(status != 500, head);
        continue;
      }
      require(length <= rest.length(), head);
      check(status, header(head, "x-amzn-errortype"), rest.substring(0, length));
      rest = rest.substring(length);
    }
    return statuses;
  }

  /** Throws where that answer is neither a success nor a refusal in the protocol's own form. */
  static void check(int status, String errorType, String body) {
    require(status != 500 && status != 503, status + body);
    if (status < 400) {
      return;
    }
    boolean json = !errorType.isEmpty() && JSON.readTree(body).isObject();
    boolean xml = body.contains("<Code>") && body.endsWith("</ErrorResponse>");
    require(json || xml, status + " " + errorType + body);
  }

  private static String header(String head, String name) {
    int at = head.toLowerCase(Locale.ROOT).indexOf("\r\n" + name + ":");
    if (at < 0) {
      return "";
    }
    int from = at + name.length() + 3;
    return head.substring(from, head.indexOf("\r\n", from)).strip();
  }

  private static void require(boolean condition, String what) {
    if (!condition) {
      throw new AssertionError("not a whole, typed answer: " + what);
    }
  }
}
