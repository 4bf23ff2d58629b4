package dev.grapnel.service.policy.pattern;

import java.util.Locale;

/** The two ways in which the policy language ignores case. */
public final class Fold {
  private Fold() {}

  /** A condition key, an action or an operator: names that ignore case. */
  public static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /**
   * A value for {@code StringEqualsIgnoreCase}: character by character, so that two values fold
   * alike exactly when {@link String#equalsIgnoreCase} holds.
   */
  public static String value(String text) {
    char[] folded = text.toCharArray();
    for (int i = 0; i < folded.length; i++) {
      folded[i] = Character.toLowerCase(Character.toUpperCase(folded[i]));
    }
    return new String(folded);
  }
}
