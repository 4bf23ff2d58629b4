package dev.grapnel.service.policy.pattern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Any pattern on any text: an answer, soon, and the same from both ways of matching. */
class PatternFuzzTest {
  private static final Duration SOON = Duration.ofSeconds(2);
  private static final int MAX_LENGTH = 4_096;

  /** The first line is the pattern, the rest the text. */
  @FuzzTest(maxDuration = "5m")
  void matches_anything_answersSoon(byte[] data) {
    String input = new String(data, StandardCharsets.ISO_8859_1);
    int line = Math.max(0, input.indexOf('\n'));
    String pattern = input.substring(0, line);
    String text = input.substring(line).strip();
    long start = System.nanoTime();
    Symbols symbols = Symbols.withWildcards(pattern);
    boolean glob = Glob.compile(symbols).matches(text);
    boolean automaton = new Automaton(symbols).matches(text, 0, text.length());
    assertEquals(glob, automaton, () -> pattern + " on " + text);
    ArnPattern.compile(symbols).matches(ArnText.of(text));
    ResourcePattern.compile(symbols).matches(text);
    long took = System.nanoTime() - start;
    if (input.length() <= MAX_LENGTH && took > SOON.toNanos()) {
      throw new IllegalStateException("matching took " + Duration.ofNanos(took));
    }
  }

  @FuzzTest(maxDuration = "5m")
  void withVariables_anything_isRefusedOrResolves(byte[] data) {
    String text = new String(data, StandardCharsets.ISO_8859_1);
    try {
      PolicyText parsed = PolicyText.withVariables(text);
      parsed.text(key -> null);
      assertEquals(parsed.isConstant(), parsed.variables().isEmpty());
      Symbols symbols = parsed.symbols(key -> "a*?");
      if (symbols != null) {
        Glob.compile(symbols).matches(text);
      }
      ResourcePattern.check(parsed);
    } catch (InvalidPatternException refused) {
      assertFalse(refused.rule().isEmpty());
    }
  }
}
