package dev.grapnel.agent.identity;

import dev.grapnel.protocol.secret.SecretValue;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A password as the schemes take it. The newer ones take its characters; in the older ones,
 * programs disagree on what a character outside ASCII is, and OpenSSL has its UTF-8 bytes.
 */
final class PasswordForms {
  private PasswordForms() {}

  /** The forms to try, in order; only one for a password in ASCII. */
  static List<char[]> of(SecretValue password) {
    byte[] bytes = password.reveal();
    char[] characters = new String(bytes, StandardCharsets.UTF_8).toCharArray();
    if (characters.length == bytes.length) {
      return List.of(characters);
    }
    return List.of(characters, new String(bytes, StandardCharsets.ISO_8859_1).toCharArray());
  }
}
