package dev.grapnel.service.policy.pattern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.grapnel.testing.Scale;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Wildcards: the same answer as by definition, and no pattern that makes the time explode. */
class MatchingTest {
  private static final long SEED = 7L;

  @Test
  void matches_randomPatterns_agreesWithTheDefinition() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < Scale.pick(200_000, 5_000_000); i++) {
      String pattern = text(random, "ab*?", 12);
      String text = text(random, "ab", 14);
      assertEquals(
          byDefinition(pattern, text),
          Glob.compile(Symbols.withWildcards(pattern)).matches(text),
          () -> pattern + " on " + text);
    }
  }

  @Test
  void matches_longRuns_agreeWithTheDefinition() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < Scale.pick(3_000, 100_000); i++) {
      String run = "a".repeat(random.nextInt(20, 70)) + text(random, "ab?", 70);
      String pattern = "*" + run + "*" + text(random, "ab", 3) + (random.nextBoolean() ? "*" : "");
      String text = text(random, "ab", 90) + run.replace('?', 'b') + text(random, "ab", 90);
      assertEquals(
          byTable(pattern, text),
          Glob.compile(Symbols.withWildcards(pattern)).matches(text),
          () -> pattern + " on " + text);
    }
  }

  @Test
  void matches_partOfAText_looksAtNothingElse() {
    Glob glob = Glob.compile(Symbols.withWildcards("b*d"));
    assertTrue(glob.matches("abcde", 1, 4));
    assertFalse(glob.matches("abcde", 0, 4));
    assertFalse(glob.matches("abcde", 1, 5));
    assertFalse(glob.matches("bd", 0, 1));
  }

  /**
   * Eight times the text takes about eight times as long: a quadratic matcher would take 64 times,
   * a backtracking one would not return. The allowance is for a machine that is busy.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "*a*a*a*a*a*a*a*a*a*a*b",
        "*aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab",
        "*a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?b*b",
        "a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*c",
        "*?*?*?*?*?*?*?*?*?*?*?*b"
      })
  void matches_worstPatterns_takesTimeInProportionToTheText(String pattern) {
    Glob glob = Glob.compile(Symbols.withWildcards(pattern));
    assertLinear(text -> () -> glob.matches(text));
    ResourcePattern resource =
        ResourcePattern.compile(Symbols.withWildcards("arn:aws:s3:a*a:*:" + pattern));
    assertLinear(text -> () -> resource.matches("arn:aws:s3:aaa:" + text));
  }

  @Test
  void matches_colonsAndStars_takesTimeInProportionToTheText() {
    ResourcePattern resource =
        ResourcePattern.compile(Symbols.withWildcards("arn:aws:s3:*:*:*:a:*:a?a*:b"));
    assertLinear(text -> () -> resource.matches("arn:aws:s3:" + text.replace("aa", "a:")));
  }

  @Test
  void compile_longPatterns_takesTimeInProportionToThePattern() {
    assertLinear(
        text -> () -> Glob.compile(Symbols.withWildcards(text.replace("aa", "*a"))).matches("b"));
  }

  private interface Work {
    BooleanSupplier on(String text);
  }

  private static void assertLinear(Work work) {
    BooleanSupplier small = work.on("a".repeat(4_000));
    BooleanSupplier large = work.on("a".repeat(32_000));
    double ratio = Double.MAX_VALUE;
    for (int attempt = 0; attempt < 5 && ratio > 24; attempt++) {
      ratio = Math.min(ratio, (double) best(large) / best(small));
    }
    double measured = ratio;
    assertTrue(ratio <= 24, () -> "eight times the text took " + measured + " times as long");
  }

  private static long best(BooleanSupplier work) {
    long best = Long.MAX_VALUE;
    for (int i = 0; i < 8; i++) {
      long start = System.nanoTime();
      boolean matched = work.getAsBoolean();
      best = Math.min(best, System.nanoTime() - start + (matched ? 1 : 0));
    }
    return Math.max(best, 1_000);
  }

  private static String text(SplittableRandom random, String alphabet, int maxLength) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(maxLength + 1);
    for (int i = 0; i < length; i++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  private static boolean byDefinition(String pattern, String text) {
    if (pattern.isEmpty()) {
      return text.isEmpty();
    }
    if (pattern.charAt(0) == '*') {
      return byDefinition(pattern.substring(1), text)
          || (!text.isEmpty() && byDefinition(pattern, text.substring(1)));
    }
    return !text.isEmpty()
        && (pattern.charAt(0) == '?' || pattern.charAt(0) == text.charAt(0))
        && byDefinition(pattern.substring(1), text.substring(1));
  }

  /** The definition again, by a table of all prefixes, for longer texts. */
  private static boolean byTable(String pattern, String text) {
    boolean[][] matches = new boolean[pattern.length() + 1][text.length() + 1];
    matches[0][0] = true;
    for (int p = 1; p <= pattern.length(); p++) {
      char c = pattern.charAt(p - 1);
      for (int t = 0; t <= text.length(); t++) {
        boolean one = t > 0 && matches[p - 1][t - 1] && (c == '?' || c == text.charAt(t - 1));
        boolean star = c == '*' && (matches[p - 1][t] || (t > 0 && matches[p][t - 1]));
        matches[p][t] = c == '*' ? star : one;
      }
    }
    return matches[pattern.length()][text.length()];
  }
}
