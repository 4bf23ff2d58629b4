package dev.grapnel.service.config;

import java.net.InetSocketAddress;
import java.util.Locale;

/**
 * A host and a port, {@code 127.0.0.1:8443} or {@code [::1]:8443}.
 *
 * @param host without brackets
 */
public record HostPort(String host, int port) {
  private static final int MAX_PORT = 65_535;
  private static final int MAX_PORT_DIGITS = 5;

  static HostPort parse(String text) {
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? "" : text.substring(0, colon);
    String port = colon < 0 ? "" : text.substring(colon + 1);
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    if (host.isEmpty()
        || (host.contains(":") && !bracketed)
        || !port.matches("[0-9]{1," + MAX_PORT_DIGITS + "}")
        || Integer.parseInt(port) > MAX_PORT) {
      throw new IllegalArgumentException(
          "expected HOST:PORT such as 127.0.0.1:8443 or [::1]:8443, found " + text);
    }
    return new HostPort(
        bracketed ? host.substring(1, host.length() - 1) : host, Integer.parseInt(port));
  }

  /** Whether only this machine can reach it; a name other than localhost is not asked about. */
  public boolean isLoopback() {
    return host.toLowerCase(Locale.ROOT).equals("localhost")
        || host.equals("::1")
        || host.matches("127\\.[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}");
  }

  /** The address, looked up now where the host is a name. */
  public InetSocketAddress resolve() {
    return new InetSocketAddress(host, port);
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
