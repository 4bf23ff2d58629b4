package dev.grapnel.protocol.signing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected values from botocore's SigV4Auth (normalised, then quoted once more). */
final class CanonicalPathTest {
  @ParameterizedTest
  @CsvSource({
    "'',/",
    "/,/",
    "/sessions,/sessions",
    "/sessions/,/sessions/",
    "//a///b,/a/b",
    "/a/./b,/a/b",
    "/a/../b,/b",
    "/../../a,/a",
    "/a/..,/",
    "/a/../,/",
    "/a%20b,/a%2520b",
    "/a%2Fb,/a%252Fb",
    "/trustanchor/0a0b-1,/trustanchor/0a0b-1",
    "/a~b_c.d-e,/a~b_c.d-e",
    "/a:b@c!,/a%3Ab%40c%21",
  })
  void of_path_isNormalisedAndEncodedAgain(String raw, String canonical) throws Exception {
    assertEquals(canonical, CanonicalPath.of(raw));
  }

  @Test
  void of_notAbsoluteOrTooLong_refuses() {
    assertThrows(MalformedRequestException.class, () -> CanonicalPath.of("a"));
    assertThrows(
        MalformedRequestException.class,
        () -> CanonicalPath.of("/" + "a".repeat(CanonicalPath.MAX_LENGTH)));
  }
}
