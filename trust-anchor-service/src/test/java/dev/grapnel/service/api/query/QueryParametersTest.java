package dev.grapnel.service.api.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.grapnel.service.api.MalformedInputException;
import dev.grapnel.service.api.TextRule;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryParametersTest {
  private static final TextRule ANY = TextRule.length(0, 100);

  @Test
  void queryAndForm_areOneSetOfParameters() throws MalformedInputException {
    QueryParameters parameters =
        QueryParameters.parse("Action=GetRole", bytes("RoleName=a%2Bb+c&Version=2010-05-08"));

    assertEquals("GetRole", parameters.requiredText("Action", ANY));
    assertEquals("a+b c", parameters.requiredText("RoleName", ANY));
  }

  @ParameterizedTest
  @ValueSource(strings = {"A=1&A=1", "A=1&%41=2", "A&A="})
  void aParameterTwice_isRefused(String form) {
    assertThrows(MalformedInputException.class, () -> parse(form));
    assertThrows(MalformedInputException.class, () -> QueryParameters.parse("A=0", bytes("A=1")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"A=%", "A=%zz", "A=%ff", "A=é", "A=a b", "A=\n"})
  void whatIsNoForm_isRefused(String form) {
    assertThrows(MalformedInputException.class, () -> parse(form));
  }

  @Test
  void aFormOverItsLimit_isRefused() {
    assertThrows(MalformedInputException.class, () -> parse("A=" + "x".repeat(65_536)));
    assertThrows(MalformedInputException.class, () -> parse("A&".repeat(10_000)));
  }

  @Test
  void lists_areReadInTheirOrder() throws MalformedInputException {
    StringBuilder form = new StringBuilder("Tags.member.1.Key=k1");
    for (int i = 2; i <= 11; i++) {
      form.append("&Tags.member.").append(i).append(".Key=k").append(i);
    }
    List<String> keys = parse(form.toString()).list("Tags", 11, prefix -> "x" + prefix);

    assertEquals("xTags.member.2", keys.get(1));
    assertEquals("xTags.member.11", keys.get(10));
    assertEquals(List.of("b", "a"), parse("L.member.2=a&L.member.1=b").texts("L", 2, ANY));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "L.member.2=a",
        "L.member.x=a",
        "L.member.=a",
        "L.member.99999999999=a",
        "L.member.1=a&L.member.3=b",
        "L.member.1=a&L.member.2=b&L.member.3=c"
      })
  void aListWithAGapOrTooLong_isRefused(String form) throws MalformedInputException {
    QueryParameters parameters = parse(form);

    assertThrows(MalformedInputException.class, () -> parameters.texts("L", 2, ANY));
  }

  @Test
  void anEmptyList_isThere() throws MalformedInputException {
    assertTrue(parse("Tags=").has("Tags"));
    assertTrue(parse("Tags.member.1.Key=a").has("Tags"));
    assertFalse(parse("TagsX=").has("Tags"));
    assertEquals(List.of(), parse("Tags=").texts("Tags", 1, ANY));
  }

  @Test
  void numbers_areHeldToTheirBounds() throws MalformedInputException {
    assertEquals(Optional.of(5), parse("N=5").integer("N", 5, 5));
    assertEquals(Optional.empty(), parse("").integer("N", 5, 5));
    for (String text : List.of("", "4", "6", "5.0", "x", "99999999999")) {
      QueryParameters parameters = parse("N=" + text);
      assertThrows(MalformedInputException.class, () -> parameters.integer("N", 5, 5), text);
    }
  }

  private static QueryParameters parse(String form) throws MalformedInputException {
    return QueryParameters.parse("", bytes(form));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
