package dev.grapnel.agent.identity;

import dev.grapnel.agent.problem.ProblemException;
import dev.grapnel.protocol.secret.SecretValue;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * A PKCS#11 URI (RFC 7512): which token, and which key in it.
 *
 * @param attributes by name, decoded as ISO 8859-1 so that an id keeps its bytes
 */
public record Pkcs11Uri(Map<String, String> attributes) {
  private static final String SCHEME = "pkcs11:";
  private static final int MAX_LENGTH = 4_096;

  public Pkcs11Uri {
    attributes = Map.copyOf(attributes);
  }

  /** Whether it is one; a scheme may be written in capitals too (RFC 3986 3.1). */
  public static boolean isPkcs11(String text) {
    return text.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
  }

  /** Reads path attributes (joined by {@code ;}) and query attributes (joined by {@code &}). */
  public static Pkcs11Uri parse(String text) throws ProblemException {
    if (!isPkcs11(text) || text.length() > MAX_LENGTH) {
      throw malformed();
    }
    Map<String, String> attributes = new HashMap<>();
    for (String part : text.substring(SCHEME.length()).split("[;?&]", -1)) {
      int equals = part.indexOf('=');
      if (part.isEmpty()) {
        continue;
      }
      if (equals < 1 || attributes.put(part.substring(0, equals), value(part, equals)) != null) {
        throw malformed();
      }
    }
    return new Pkcs11Uri(attributes);
  }

  private static String value(String part, int equals) throws ProblemException {
    try {
      return URLDecoder.decode(
          part.substring(equals + 1).replace("+", "%2B"), StandardCharsets.ISO_8859_1);
    } catch (IllegalArgumentException _) {
      throw malformed();
    }
  }

  private static ProblemException malformed() {
    return new ProblemException(
        "the PKCS#11 URI cannot be read",
        "expected pkcs11:token=NAME;object=NAME or another form of RFC 7512");
  }

  Optional<String> token() {
    return text("token");
  }

  Optional<String> object() {
    return text("object");
  }

  Optional<Long> slotId() throws ProblemException {
    try {
      return text("slot-id").map(Long::valueOf);
    } catch (NumberFormatException _) {
      throw malformed();
    }
  }

  /** The object's id in hexadecimal. */
  Optional<String> id() {
    return Optional.ofNullable(attributes.get("id"))
        .map(id -> HexFormat.of().formatHex(id.getBytes(StandardCharsets.ISO_8859_1)));
  }

  public Optional<Path> modulePath() {
    return text("module-path").map(Path::of);
  }

  /** {@code pin-source}, a file, else {@code pin-value}, the PIN itself. */
  public Optional<PasswordSource> pin() {
    Optional<PasswordSource> file =
        text("pin-source")
            .map(source -> source.startsWith("file:") ? source.substring(5) : source)
            .map(path -> new PasswordSource.FromFile(Path.of(path)));
    return file.or(
        () -> text("pin-value").map(p -> new PasswordSource.Given(SecretValue.ofText(p))));
  }

  private Optional<String> text(String name) {
    return Optional.ofNullable(attributes.get(name))
        .map(v -> new String(v.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
  }

  /** Without a PIN. */
  @Override
  public String toString() {
    return SCHEME + token().map(token -> "token=" + token).orElse("");
  }
}
