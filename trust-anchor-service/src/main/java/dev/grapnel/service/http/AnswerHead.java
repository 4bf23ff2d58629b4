package dev.grapnel.service.http;

import dev.grapnel.protocol.signing.Headers;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;

/** What an answer's head says, on either protocol. */
final class AnswerHead {
  /** Fields that belong to the connection, not to the handler. */
  private static final Set<String> RESERVED =
      Set.of(
          "connection",
          "content-length",
          "date",
          "keep-alive",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final InstantSource clock;
  private volatile Dated dated = new Dated(Long.MIN_VALUE, "");

  private record Dated(long epochSecond, String text) {}

  AnswerHead(InstantSource clock) {
    this.clock = clock;
  }

  /** The date as clients read it (the SDKs correct their clocks by it), made once a second. */
  String date() {
    Instant now = clock.instant();
    Dated last = dated;
    if (last.epochSecond() != now.getEpochSecond()) {
      last = new Dated(now.getEpochSecond(), DATE.format(now));
      dated = last;
    }
    return last.text();
  }

  /** The status line's text. */
  static String reason(int status) {
    return HttpResponseStatus.valueOf(status).reasonPhrase();
  }

  /** Whether an answer of that status has no body by definition. */
  static boolean isBodiless(int status) {
    return status == HttpResponseStatus.NO_CONTENT.code()
        || status == HttpResponseStatus.NOT_MODIFIED.code();
  }

  /** Throws where a handler's answer could break the message's framing. */
  static void check(HttpResponse answer) {
    for (Headers.Field field : answer.headers().fields()) {
      if (!WireText.isToken(field.name())
          || !WireText.isFieldValue(field.value())
          || RESERVED.contains(field.name())) {
        throw new IllegalStateException("the answer's header " + field.name() + " is not allowed");
      }
    }
    if (isBodiless(answer.status()) && answer.body().length > 0) {
      throw new IllegalStateException("a body where status " + answer.status() + " has none");
    }
  }
}
