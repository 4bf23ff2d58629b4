package dev.grapnel.service.policy.condition;

import dev.grapnel.service.policy.pattern.Ascii;
import org.jspecify.annotations.Nullable;

/**
 * An IPv4 or IPv6 network in CIDR form; an address without a prefix length is a network of one. An
 * IPv4-mapped IPv6 address is the IPv4 address. Read without any name service.
 *
 * @param prefixLength of the 128 bits in which both families are kept: an IPv4 /24 has 120 here
 */
record IpNetwork(boolean v4, long high, long low, int prefixLength) {
  /** The longest network that is read, in characters. */
  static final int MAX_LENGTH = 64;

  private static final int V4_BITS = 32;
  private static final int V6_BITS = 128;
  private static final long MAPPED = 0xffffL << V4_BITS;

  /** The network, or null where the text is none. */
  static @Nullable IpNetwork parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return address(text);
    }
    IpNetwork address = address(text.substring(0, slash));
    int length = prefix(text.substring(slash + 1));
    if (address == null || length < 0) {
      return null;
    }
    boolean writtenAsV4 = text.indexOf(':') < 0;
    int bits = writtenAsV4 ? length + V6_BITS - V4_BITS : length;
    if (length > (writtenAsV4 ? V4_BITS : V6_BITS)) {
      return null;
    }
    boolean v4 = address.v4 && bits >= V6_BITS - V4_BITS;
    return new IpNetwork(v4, address.high, address.low, bits);
  }

  /** The single address, or null where the text is none. */
  static @Nullable IpNetwork address(String text) {
    if (text.length() > MAX_LENGTH) {
      return null;
    }
    if (text.indexOf(':') < 0) {
      long v4 = Ipv6Text.v4(text);
      return v4 < 0 ? null : new IpNetwork(true, 0, MAPPED | v4, V6_BITS);
    }
    long[] groups = Ipv6Text.read(text);
    if (groups.length == 0) {
      return null;
    }
    boolean mapped = groups[0] == 0 && (groups[1] & ~0xffffffffL) == MAPPED;
    return new IpNetwork(mapped, groups[0], groups[1], V6_BITS);
  }

  /** Whether the address lies in this network; families never mix. */
  boolean contains(IpNetwork address) {
    if (v4 != address.v4) {
      return false;
    }
    int highBits = Math.min(prefixLength, Long.SIZE);
    int lowBits = prefixLength - highBits;
    return same(high, address.high, highBits) && same(low, address.low, lowBits);
  }

  private static boolean same(long one, long other, int bits) {
    return bits == 0 || (one ^ other) >>> (Long.SIZE - bits) == 0;
  }

  private static int prefix(String text) {
    boolean digits = !text.isEmpty() && text.length() <= 3 && Ascii.isDigits(text);
    return digits && (text.length() == 1 || text.charAt(0) != '0') ? Integer.parseInt(text) : -1;
  }
}
