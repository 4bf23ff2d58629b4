package dev.grapnel.service.api.rest;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.grapnel.protocol.signing.QueryString;
import dev.grapnel.service.api.MalformedInputException;
import dev.grapnel.service.api.TextRule;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Whatever comes in as JSON or as a path is read or refused, never a fault. */
class RestInputFuzzTest {
  private static final TextRule ANY = TextRule.length(0, 100);
  private static final RouteTable ROUTES =
      new RouteTable(
          List.of(
              operation("GET", "/profile/{profileId}"),
              operation("PUT", "/profiles/{profileId}/mappings")));

  @FuzzTest(maxDuration = "2m")
  void jsonBody_isReadOrRefused(byte[] body) {
    try {
      Members members = JsonBody.parse(body);
      members.text("a", ANY);
      members.flag("b");
      members.integer("c", 0, 10);
      members.blob("d", 0, 10);
      members.texts("e", 10, ANY);
      members.objects("f", 10, inner -> inner.text("a", ANY));
      members.object("g");
    } catch (MalformedInputException e) {
      requireMessage(e);
    }
  }

  @FuzzTest(maxDuration = "2m")
  void path_isRoutedOrRefused(byte[] path) {
    try {
      List<String> segments = PathSegments.parse(new String(path, StandardCharsets.ISO_8859_1));
      for (RouteTable.Match match : ROUTES.find("PUT", segments).stream().toList()) {
        new RestRequest(match.labels(), QueryString.EMPTY, new byte[0]).label("profileId", ANY);
      }
    } catch (MalformedInputException e) {
      requireMessage(e);
    }
  }

  private static RestOperation operation(String method, String template) {
    return new RestOperation(
        "Operation",
        method,
        template,
        200,
        (_, _) -> {
          throw new AssertionError("only routed: " + Map.of(method, template));
        });
  }

  private static void requireMessage(MalformedInputException e) {
    if (String.valueOf(e.getMessage()).isBlank()) {
      throw new AssertionError("a refusal without a message", e);
    }
  }
}
