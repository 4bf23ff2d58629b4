package dev.grapnel.service.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.grapnel.protocol.signing.Headers;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
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
}
