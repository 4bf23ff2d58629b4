package dev.grapnel.service.x509;

import java.util.Locale;
import java.util.Optional;

/**
 * A host name in the preferred syntax of RFC 1034 section 3.5, with the underscores that are in
 * use, in lower case.
 *
 * @param name without the {@code *.} of a wildcard
 * @param wildcard whether the name stands for every name with one more label
 */
public record HostName(String name, boolean wildcard) {
  private static final int MAX_LENGTH = 253;
  private static final int MAX_LABEL_LENGTH = 63;

  /** The host name of a text; empty if it is none. */
  static Optional<HostName> parse(String text) {
    boolean wildcard = text.startsWith("*.");
    String name = (wildcard ? text.substring(2) : text).toLowerCase(Locale.ROOT);
    return isHostName(name) ? Optional.of(new HostName(name, wildcard)) : Optional.empty();
  }

  /** The host name of a text that must be no wildcard. */
  static Optional<HostName> parsePlain(String text) {
    return parse(text).filter(host -> !host.wildcard);
  }

  /** Whether every host that is meant is the base or below it; an empty base has all below it. */
  boolean isWithin(String base) {
    return base.isEmpty() || name.equals(base) || isBelow(base);
  }

  /** Whether some host that is meant is the base or below it. */
  boolean touches(String base) {
    boolean wildcardMeansBase = wildcard && base.endsWith('.' + name) && isOneLabelMore(base);
    return isWithin(base) || wildcardMeansBase;
  }

  /** Whether it is a subdomain of the base. */
  boolean isBelow(String base) {
    return name.endsWith('.' + base);
  }

  /** Whether it is four numbers, as only an IPv4 address is. */
  boolean looksLikeIpv4() {
    return name.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
  }

  private boolean isOneLabelMore(String base) {
    return base.indexOf('.') == base.length() - name.length() - 1;
  }

  private static boolean isHostName(String name) {
    if (name.isEmpty() || name.length() > MAX_LENGTH) {
      return false;
    }
    int labelLength = 0;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '.') {
        if (labelLength == 0) {
          return false;
        }
        labelLength = 0;
      } else if (!isLabelCharacter(c) || ++labelLength > MAX_LABEL_LENGTH) {
        return false;
      }
    }
    return labelLength > 0;
  }

  private static boolean isLabelCharacter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  }
}
