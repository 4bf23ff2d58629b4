package dev.grapnel.service.api.rest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
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

class JsonBodyTest {
  private static final TextRule ANY = TextRule.length(0, 100);

  @Test
  void everyKindOfMember_isRead() throws MalformedInputException {
    Members members =
        parse(
            """
            {"text":"héllo","flag":true,"number":900,"bytes":"AQID","list":["a","b"],
             "objects":[{"key":"k"}],"object":{"inner":1},"unknown":[{"x":[null,1.5e3]}]}
            """);

    assertEquals("héllo", members.requiredText("text", ANY));
    assertTrue(members.requiredFlag("flag"));
    assertEquals(Optional.of(900), members.integer("number", 900, 900));
    assertArrayEquals(new byte[] {1, 2, 3}, members.requiredBlob("bytes", 3, 3));
    assertEquals(List.of("a", "b"), members.requiredTexts("list", 2, ANY));
    assertEquals(
        List.of("k"), members.requiredObjects("objects", 1, m -> m.requiredText("key", ANY)));
    assertEquals(Optional.of(1), members.requiredObject("object").integer("inner", 1, 1));
  }

  @Test
  void nullMember_isAbsent() throws MalformedInputException {
    Members members = parse("{\"a\":null}");

    assertEquals(Optional.empty(), members.text("a", ANY));
    assertEquals(Optional.empty(), members.flag("a"));
    assertEquals(Optional.empty(), members.integer("a", 0, 1));
    assertEquals(Optional.empty(), members.texts("a", 1, ANY));
    assertEquals(Optional.empty(), members.object("a").map(_ -> "there"));
  }

  @Test
  void noBody_hasNoMembers() throws MalformedInputException {
    assertEquals(Optional.empty(), JsonBody.parse(new byte[0]).text("a", ANY));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " ",
        "{",
        "[]",
        "null",
        "1",
        "\"a\"",
        "{}{}",
        "{} x",
        "{'a':1}",
        "{a:1}",
        "{\"a\":1,}",
        "{\"a\":01}",
        "{\"a\":NaN}",
        "{\"a\":1,\"a\":1}",
        "{\"a\":1,\"\\u0061\":2}",
        "{\"u\":{\"b\":1,\"b\":2}}",
        "{\"a\":\"\t\"}",
        "/* */{}",
        "\ufeff{}"
      })
  void whatIsNotOneStrictObject_isRefused(String text) {
    assertThrows(MalformedInputException.class, () -> parse(text));
  }

  @Test
  void otherEncodings_areRefused() {
    assertThrows(
        MalformedInputException.class,
        () -> JsonBody.parse("{\"a\":1}".getBytes(StandardCharsets.UTF_16)));
    assertThrows(
        MalformedInputException.class,
        () -> JsonBody.parse("{\"a\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1)));
  }

  @Test
  void limits_areHeld() throws MalformedInputException {
    String deepest = "[".repeat(JsonBody.MAX_DEPTH - 1) + "]".repeat(JsonBody.MAX_DEPTH - 1);
    parse("{\"a\":" + deepest + "}");

    assertThrows(MalformedInputException.class, () -> parse("{\"a\":[" + deepest + "]}"));
    assertThrows(MalformedInputException.class, () -> parse("{\"a\":" + "9".repeat(1_000) + "}"));
    assertThrows(MalformedInputException.class, () -> parse("{}" + " ".repeat(JsonBody.MAX_BYTES)));
    assertThrows(
        MalformedInputException.class, () -> parse("{\"a\":[" + "1,".repeat(60_000) + "1]}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "true", "[\"a\"]", "{\"a\":1}", "1.5", "\"\\u0000\"", "\"\\ud800\""})
  void notTheTextThatWasMeant_isRefused(String value) throws MalformedInputException {
    Members members = parse("{\"a\":" + value + "}");

    assertThrows(MalformedInputException.class, () -> members.text("a", ANY));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"900\"", "900.0", "9e2", "899", "901", "99999999999999999999", "true"})
  void notTheNumberThatWasMeant_isRefused(String value) throws MalformedInputException {
    Members members = parse("{\"a\":" + value + "}");

    assertThrows(MalformedInputException.class, () -> members.integer("a", 900, 900));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"true\"", "1", "[]"})
  void notTheFlagThatWasMeant_isRefused(String value) throws MalformedInputException {
    Members members = parse("{\"a\":" + value + "}");

    assertThrows(MalformedInputException.class, () -> members.flag("a"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"AQI\"", "\"AQ ID\"", "\"A-_D\"", "1", "\"\"", "\"AQIDBA==\""})
  void notTheBytesThatWereMeant_areRefused(String value) throws MalformedInputException {
    Members members = parse("{\"a\":" + value + "}");

    assertThrows(MalformedInputException.class, () -> members.blob("a", 1, 3));
  }

  @Test
  void aFault_isToldByItsPath() throws MalformedInputException {
    Members members = parse("{\"tags\":[{\"key\":\"k\"},{\"key\":1}]}");

    MalformedInputException fault =
        assertThrows(
            MalformedInputException.class,
            () -> members.objects("tags", 2, m -> m.requiredText("key", ANY)));
    assertEquals("Value at 'tags.member.2.key' must be a string", fault.getMessage());
  }

  private static Members parse(String text) throws MalformedInputException {
    return JsonBody.parse(text.getBytes(StandardCharsets.UTF_8));
  }
}
