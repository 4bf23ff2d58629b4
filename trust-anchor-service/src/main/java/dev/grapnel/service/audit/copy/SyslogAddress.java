package dev.grapnel.service.audit.copy;

import java.net.URI;
import java.util.Optional;

/** Where a syslog server listens. */
public sealed interface SyslogAddress {
  /** A Unix datagram socket, such as {@code /dev/log}. */
  record UnixSocket(String path) implements SyslogAddress {}

  /** UDP (RFC 5426). */
  record Udp(String host, int port) implements SyslogAddress {}

  /** TCP with octet counting (RFC 6587 section 3.4.1), or TLS (RFC 5425). */
  record Stream(String host, int port, boolean tls) implements SyslogAddress {}

  /**
   * Reads {@code unix:/PATH}, {@code udp://HOST:PORT}, {@code tcp://HOST:PORT} or {@code
   * tls://HOST:PORT}; empty for anything else.
   */
  static Optional<SyslogAddress> parse(String text) {
    if (text.startsWith("unix:/")) {
      String path = text.substring("unix:".length());
      return path.length() <= UnixDatagrams.MAX_PATH_BYTES
          ? Optional.of(new UnixSocket(path))
          : Optional.empty();
    }
    URI url;
    try {
      url = URI.create(text);
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
    if (url.getScheme() == null || url.getHost() == null || url.getPort() <= 0) {
      return Optional.empty();
    }
    String host = url.getHost().replaceAll("[\\[\\]]", "");
    return switch (url.getScheme()) {
      case "udp" -> Optional.of(new Udp(host, url.getPort()));
      case "tcp" -> Optional.of(new Stream(host, url.getPort(), false));
      case "tls" -> Optional.of(new Stream(host, url.getPort(), true));
      case String _ -> Optional.empty();
    };
  }
}
