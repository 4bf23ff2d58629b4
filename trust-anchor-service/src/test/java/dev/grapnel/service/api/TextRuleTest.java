package dev.grapnel.service.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextRuleTest {
  @Test
  void lengths_areInCharactersNotInCodeUnits() throws MalformedInputException {
    TextRule rule = TextRule.length(2, 2);

    assertEquals("\ud83d\ude00x", rule.check("a", "\ud83d\ude00x"));
    assertThrows(MalformedInputException.class, () -> rule.check("a", "\ud83d\ude00"));
    assertThrows(MalformedInputException.class, () -> rule.check("a", "xyz"));
  }

  @Test
  void aPattern_matchesTheWholeText() throws MalformedInputException {
    TextRule rule = TextRule.matching(0, 10, "[a-z]*");

    assertEquals("abc", rule.check("a", "abc"));
    assertEquals("", rule.check("a", ""));
    assertThrows(MalformedInputException.class, () -> rule.check("a", "abc1"));
    assertThrows(MalformedInputException.class, () -> rule.check("a", "abc\n"));
  }

  @Test
  void values_areTheOnlyOnes() throws MalformedInputException {
    TextRule rule = TextRule.oneOf(List.of("A", "B"));

    assertEquals("B", rule.check("a", "B"));
    assertThrows(MalformedInputException.class, () -> rule.check("a", "b"));
    assertThrows(MalformedInputException.class, () -> rule.check("a", ""));
  }

  @Test
  void controlCharactersAndHalfPairs_areRefused() throws MalformedInputException {
    TextRule rule = TextRule.length(0, 10);

    assertEquals("\t\r\n", rule.check("a", "\t\r\n"));
    for (String text : List.of("\0", "\u001b", "\ud800", "\ude00\ud83d", "x\ud83d", "\uffff")) {
      assertThrows(MalformedInputException.class, () -> rule.check("a", text));
    }
  }
}
