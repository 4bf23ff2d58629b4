package dev.grapnel.service.policy.pattern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Bounds of texts with variables; what they mean is in the tables of decisions. */
class PolicyTextTest {
  @Test
  void withVariables_upToTheLimit_isReadAndNotBeyondIt() throws InvalidPatternException {
    String most = "${a:b}".repeat(PolicyText.MAX_VARIABLES);
    assertEquals(PolicyText.MAX_VARIABLES, PolicyText.withVariables(most).variables().size());
    assertThrows(InvalidPatternException.class, () -> PolicyText.withVariables(most + "${a:b}"));
    assertThrows(InvalidPatternException.class, () -> PolicyText.withVariables(most + "${*}"));
  }

  @Test
  void text_growingBeyondTheLimit_isNone() throws InvalidPatternException {
    PolicyText twice = PolicyText.withVariables("${a:b}${a:b}");
    String half = "x".repeat(PolicyText.MAX_RESOLVED_LENGTH / 2);
    assertNotNull(twice.text(key -> half));
    assertNotNull(twice.symbols(key -> half));
    assertNull(twice.text(key -> half + "x"));
    assertNull(twice.symbols(key -> half + "x"));
  }

  @Test
  void variables_withAndWithoutDefault_areFoldedInOrder() throws InvalidPatternException {
    PolicyText text = PolicyText.withVariables("${A:B}${*}-${c:D, 'e'}");
    assertEquals(List.of("a:b", "c:d"), text.variables());
    assertEquals("1*-e", text.text(key -> key.equals("a:b") ? "1" : null));
  }
}
