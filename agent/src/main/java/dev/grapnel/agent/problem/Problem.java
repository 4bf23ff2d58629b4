package dev.grapnel.agent.problem;

/**
 * Something that went wrong.
 *
 * @param what what is wrong, one line without a secret
 * @param hint what to do about it, one line
 */
public record Problem(String what, String hint) {
  private static final int MAX_LENGTH = 600;

  public Problem {
    what = oneLine(what);
    hint = oneLine(hint);
  }

  /** As it is printed on standard error. */
  public String text() {
    return "error: " + what + "\nhint: " + hint;
  }

  /**
   * Short, so that a caller that reads standard error late never blocks us; no control characters.
   */
  private static String oneLine(String text) {
    StringBuilder out = new StringBuilder(Math.min(text.length(), MAX_LENGTH));
    for (int i = 0; i < text.length() && i < MAX_LENGTH; i++) {
      char c = text.charAt(i);
      out.append(Character.isISOControl(c) ? ' ' : c);
    }
    return out.toString();
  }
}
