package dev.grapnel.service.token;

import java.security.SecureRandom;
import java.util.regex.Pattern;

/** Access key ids: a prefix that says what kind of key it is, and 80 random bits in base32. */
public final class AccessKeyIds {
  private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final int RANDOM_LENGTH = 16;
  private static final String TEMPORARY = "ASIA";
  private static final String LONG_TERM = "AKIA";
  private static final Pattern TEMPORARY_FORM = Pattern.compile("ASIA[A-Z2-7]{16}");

  private AccessKeyIds() {}

  /** A new id for an account's root. */
  public static String longTerm(SecureRandom random) {
    return LONG_TERM + text(random, RANDOM_LENGTH);
  }

  static String temporary(SecureRandom random) {
    return TEMPORARY + text(random, RANDOM_LENGTH);
  }

  static boolean isTemporary(String accessKeyId) {
    return TEMPORARY_FORM.matcher(accessKeyId).matches();
  }

  /** That many random characters of the base32 alphabet, five bits each. */
  public static String text(SecureRandom random, int length) {
    StringBuilder out = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      out.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return out.toString();
  }
}
