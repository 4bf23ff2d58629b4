package dev.grapnel.service.api.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.grapnel.service.api.MalformedInputException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathSegmentsTest {
  @Test
  void anEncodedSlash_staysWithinItsSegment() throws MalformedInputException {
    assertEquals(
        List.of("profile", "arn:aws:rolesanywhere:us-east-1:1:profile/x", "enable"),
        PathSegments.parse(
            "/profile/arn%3Aaws%3Arolesanywhere%3Aus-east-1%3A1%3Aprofile%2Fx/enable"));
  }

  @Test
  void aPlusSign_isAPlusSign() throws MalformedInputException {
    assertEquals(List.of("a+b", "é"), PathSegments.parse("/a+b/%C3%A9"));
  }

  @Test
  void emptySegments_areKept() throws MalformedInputException {
    assertEquals(List.of("", "a", ""), PathSegments.parse("//a/"));
    assertEquals(List.of(""), PathSegments.parse("/"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "/%", "/%4", "/%zz", "/%C3", "/%FF", "/%+1"})
  void whatCannotBeDecoded_isRefused(String path) {
    assertThrows(MalformedInputException.class, () -> PathSegments.parse(path));
  }

  @Test
  void moreSegmentsThanAnyRouteHas_leaveTheRestInOne() throws MalformedInputException {
    assertEquals(9, PathSegments.parse("/a".repeat(100)).size());
  }
}
