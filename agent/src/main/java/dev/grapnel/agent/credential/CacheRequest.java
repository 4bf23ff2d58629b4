package dev.grapnel.agent.credential;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a cache entry answers: the arguments and what of the environment changes the answer. The
 * launcher composes the same text from the same list.
 */
public final class CacheRequest {
  private static final List<String> ENVIRONMENT =
      List.of(
          "AWS_CA_BUNDLE",
          "AWS_ENDPOINT_URL",
          "AWS_ENDPOINT_URL_ROLESANYWHERE",
          "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
          "AWS_USE_FIPS_ENDPOINT",
          "AWS_USE_DUALSTACK_ENDPOINT",
          "HTTPS_PROXY",
          "https_proxy",
          "HTTP_PROXY",
          "http_proxy",
          "NO_PROXY",
          "no_proxy",
          "RUNTIME_DIRECTORY",
          "XDG_RUNTIME_DIR");

  private final String text;
  private final String directory;
  private final String digest;

  private CacheRequest(String text, String directory) {
    this.text = text;
    this.directory = directory;
    this.digest = sha256(text + '\n' + directory);
  }

  /**
   * The request of a command line.
   *
   * @param arguments the whole command line, the command's name first
   * @param directory the working directory if a path of the request is relative, else empty
   */
  public static CacheRequest of(
      List<String> arguments, Map<String, String> environment, String directory) {
    List<String> parts = new ArrayList<>(arguments);
    for (String name : ENVIRONMENT) {
      parts.add(name + '=' + environment.getOrDefault(name, ""));
    }
    boolean plain = isPlain(directory);
    StringBuilder lengths = new StringBuilder();
    for (String part : parts) {
      plain &= isPlain(part);
      lengths.append(part.length()).append(':').append(part);
    }
    return plain
        ? new CacheRequest(String.join("\t", parts), directory)
        : new CacheRequest("sha256 " + sha256(lengths.toString()), directory);
  }

  /**
   * Whether the text may stand in an entry and be compared by the shell: printable ASCII, and no
   * password.
   */
  private static boolean isPlain(String text) {
    boolean proxyPassword =
        (text.contains("proxy=") || text.contains("PROXY=")) && text.contains("@");
    boolean secret =
        text.startsWith("--pkcs8-password")
            || text.startsWith("--tpm-key-password")
            || text.toLowerCase(Locale.ROOT).contains("pin-value=")
            || proxyPassword;
    return !secret && isPrintable(text);
  }

  private static boolean isPrintable(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
        return false;
      }
    }
    return true;
  }

  String text() {
    return text;
  }

  String directory() {
    return directory;
  }

  /** The name of the entry's file: the text's length for the shell, a digest against collisions. */
  String fileName() {
    return "r" + text.length() + '-' + digest.substring(0, 16);
  }

  /** The name of the lock that calls with this request share, and no others. */
  String lockName() {
    return "lock-" + digest.substring(0, 16);
  }

  private static String sha256(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
