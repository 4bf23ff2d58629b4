package dev.grapnel.service.config;

/** Sizes as operators write them: {@code 512}, {@code 64KiB}, {@code 16MiB}, {@code 2GiB}. */
final class ByteSize {
  private static final String[] UNITS = {"", "KiB", "MiB", "GiB"};
  private static final int UNIT_BITS = 10;
  private static final int MAX_DIGITS = 9;

  private ByteSize() {}

  static long parse(String text) {
    for (int i = UNITS.length - 1; i >= 0; i--) {
      if (text.endsWith(UNITS[i])) {
        String digits = text.substring(0, text.length() - UNITS[i].length()).strip();
        if (digits.matches("[0-9]{1," + MAX_DIGITS + "}")) {
          return Long.parseLong(digits) << (UNIT_BITS * i);
        }
        break;
      }
    }
    throw new IllegalArgumentException("expected a size such as 64KiB or 16MiB, found " + text);
  }

  static String format(long bytes) {
    int unit = 0;
    long value = bytes;
    while (unit < UNITS.length - 1 && value != 0 && value % (1 << UNIT_BITS) == 0) {
      value >>= UNIT_BITS;
      unit++;
    }
    return value + UNITS[unit];
  }
}
