package dev.grapnel.service.x509;

import java.util.Optional;

/** A mailbox of RFC 2821 section 4.1.2: a local part, kept as written, and a host. */
public record Mailbox(String localPart, HostName host) {
  private static final String ATOM_SPECIALS = "!#$%&'*+-/=?^_`{|}~.";

  /** The mailbox of a text; empty if it is none. */
  static Optional<Mailbox> parse(String text) {
    int at = text.lastIndexOf('@');
    if (at < 1 || !isLocalPart(text.substring(0, at))) {
      return Optional.empty();
    }
    String localPart = text.substring(0, at);
    return HostName.parsePlain(text.substring(at + 1)).map(host -> new Mailbox(localPart, host));
  }

  private static boolean isLocalPart(String text) {
    return text.charAt(0) == '"' ? isQuoted(text) : text.chars().allMatch(Mailbox::isAtomCharacter);
  }

  private static boolean isAtomCharacter(int c) {
    boolean alphanumeric =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    return alphanumeric || ATOM_SPECIALS.indexOf(c) >= 0;
  }

  private static boolean isQuoted(String text) {
    int last = text.length() - 1;
    for (int i = 1; i < last; i++) {
      if (text.charAt(i) == '"') {
        return false;
      }
      if (text.charAt(i) == '\\') {
        i++;
        if (i == last) {
          return false;
        }
      }
    }
    return last > 0 && text.charAt(last) == '"';
  }
}
