package dev.grapnel.testing;

/** How many rounds a counted test runs: a few in {@code mvn verify}, the full count with -Plong. */
public enum Scale {
  EVERYDAY,
  LONG;

  /** The scale of this build, from the system property {@code grapnel.scale}. */
  public static Scale current() {
    return "long".equals(System.getProperty("grapnel.scale")) ? LONG : EVERYDAY;
  }

  /** The count that fits this build. */
  public static int pick(int everyday, int full) {
    return switch (current()) {
      case EVERYDAY -> everyday;
      case LONG -> full;
    };
  }
}
