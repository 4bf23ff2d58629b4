package dev.grapnel.service.policy.condition;

/** The text forms of IP addresses (RFC 4291 section 2.2; dotted decimal without leading zeros). */
final class Ipv6Text {
  private static final int GROUPS = 8;
  private static final int GROUP_BITS = 16;
  private static final long[] INVALID = {};

  private Ipv6Text() {}

  /** An IPv4 address as a number, or -1. */
  static long v4(String text) {
    String[] octets = text.split("\\.", -1);
    if (octets.length != 4) {
      return -1;
    }
    long address = 0;
    for (String octet : octets) {
      int value = number(octet, 10, 3);
      if (value < 0 || value > 255 || (octet.length() > 1 && octet.charAt(0) == '0')) {
        return -1;
      }
      address = address << 8 | value;
    }
    return address;
  }

  /** An IPv6 address as its high and low half, or an empty array. */
  static long[] read(String text) {
    int gap = text.indexOf("::");
    if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
      return INVALID;
    }
    int[] head = groups(gap < 0 ? text : text.substring(0, gap), gap < 0);
    int[] tail = gap < 0 ? new int[0] : groups(text.substring(gap + 2), true);
    int given = head.length + tail.length;
    boolean whole = gap < 0 ? given == GROUPS : given < GROUPS;
    if (!whole || head.length > GROUPS || tail.length > GROUPS) {
      return INVALID;
    }
    int[] all = new int[GROUPS];
    System.arraycopy(head, 0, all, 0, head.length);
    System.arraycopy(tail, 0, all, GROUPS - tail.length, tail.length);
    return new long[] {half(all, 0), half(all, GROUPS / 2)};
  }

  private static long half(int[] groups, int from) {
    long half = 0;
    for (int i = from; i < from + GROUPS / 2; i++) {
      half = half << GROUP_BITS | groups[i];
    }
    return half;
  }

  /** The groups of one side of the gap; more than eight where the text is broken. */
  private static int[] groups(String text, boolean mayEndInV4) {
    if (text.isEmpty()) {
      return new int[0];
    }
    String[] parts = text.split(":", -1);
    boolean v4 = mayEndInV4 && parts[parts.length - 1].indexOf('.') >= 0;
    int[] groups = new int[parts.length + (v4 ? 1 : 0)];
    for (int i = 0; i < parts.length - (v4 ? 1 : 0); i++) {
      groups[i] = number(parts[i], GROUP_BITS, 4);
    }
    if (v4) {
      long address = v4(parts[parts.length - 1]);
      groups[parts.length - 1] = address < 0 ? -1 : (int) (address >> GROUP_BITS);
      groups[parts.length] = (int) (address & 0xffff);
    }
    for (int group : groups) {
      if (group < 0) {
        return new int[GROUPS + 1];
      }
    }
    return groups;
  }

  private static int number(String text, int radix, int maxDigits) {
    if (text.isEmpty() || text.length() > maxDigits) {
      return -1;
    }
    int number = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int digit = c < 0x80 ? Character.digit(c, radix) : -1;
      if (digit < 0) {
        return -1;
      }
      number = number * radix + digit;
    }
    return number;
  }
}
