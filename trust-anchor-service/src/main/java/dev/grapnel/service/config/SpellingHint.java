package dev.grapnel.service.config;

import java.util.Collection;

/** What somebody may have meant who wrote a key that does not exist. */
final class SpellingHint {
  private static final int NEAR = 3;

  private SpellingHint() {}

  static String of(String written, Collection<String> keys) {
    String best = "";
    int least = NEAR + 1;
    for (String key : keys) {
      int distance = distance(written, key);
      if (distance < least) {
        least = distance;
        best = key;
      }
    }
    return best.isEmpty() ? "" : "; did you mean " + best + "?";
  }

  /** How many letters differ (Levenshtein's distance). */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substitution = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substitution, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
