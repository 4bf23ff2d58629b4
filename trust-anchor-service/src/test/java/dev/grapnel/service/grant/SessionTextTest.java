package dev.grapnel.service.grant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionTextTest {
  @ParameterizedTest
  @ValueSource(strings = {"ab", "demo-ecp256", "a_b+c=d,e.f@g-h", "A1"})
  void isName_legal_isAccepted(String text) {
    assertTrue(SessionText.isName(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "a b", "a/b", "a:b", "gr\u00fcn", "\u0661\u0662", "a\nb"})
  void isName_illegal_isRefused(String text) {
    assertFalse(SessionText.isName(text));
  }

  @Test
  void isName_length_isTwoTo64() {
    assertTrue(SessionText.isName("a".repeat(64)));
    assertFalse(SessionText.isName("a".repeat(65)));
  }

  @Test
  void isTag_lengths_areCountedInCharactersNotUnits() {
    String letter = "\ud835\udd38"; // one letter, two UTF-16 units
    assertTrue(SessionText.isTag(letter.repeat(128), letter.repeat(256)));
    assertFalse(SessionText.isTag(letter.repeat(129), ""));
    assertFalse(SessionText.isTag("k", letter.repeat(257)));
  }

  @Test
  void sessionTags_illegalValue_isDroppedAndNamed() {
    SessionTags tags =
        SessionTags.of(
            new TreeMap<>(Map.of("x509Subject/CN", "demo", "x509Subject/O", "Example, Inc.")));
    assertEquals(Map.of("x509Subject/CN", "demo"), tags.kept());
    assertEquals(List.of("x509Subject/O"), tags.droppedKeys());
  }

  @Test
  void sessionTags_moreThan50_dropsTheRest() {
    TreeMap<String, String> attributes = new TreeMap<>();
    for (int i = 0; i < 51; i++) {
      attributes.put("k%02d".formatted(i), "v");
    }
    SessionTags tags = SessionTags.of(attributes);
    assertEquals(SessionTags.MAX_TAGS, tags.kept().size());
    assertEquals(List.of("k50"), tags.droppedKeys());
  }
}
