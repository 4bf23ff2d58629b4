package dev.grapnel.service.policy.pattern;

/**
 * A text that may be an ARN, with the places of its first five colons found once. Immutable and
 * thread-safe.
 */
public final class ArnText {
  static final int PARTS = 6;

  private final String text;
  private final int[] starts;

  private ArnText(String text, int[] starts) {
    this.text = text;
    this.starts = starts;
  }

  public static ArnText of(String text) {
    int[] starts = new int[PARTS];
    int from = 0;
    for (int part = 1; part < PARTS; part++) {
      int colon = text.indexOf(':', from);
      if (colon < 0) {
        return new ArnText(text, new int[0]);
      }
      from = colon + 1;
      starts[part] = from;
    }
    return new ArnText(text, starts);
  }

  /** Whether the text begins with {@code arn:} and has six parts. */
  public boolean isArn() {
    return starts.length == PARTS && text.startsWith("arn:");
  }

  public String text() {
    return text;
  }

  /** Where the part begins, counted from 0; only of an ARN. */
  int start(int part) {
    return starts[part];
  }

  /** Where the part ends; the sixth part goes on to the end of the text. */
  int end(int part) {
    return part == PARTS - 1 ? text.length() : starts[part + 1] - 1;
  }
}
