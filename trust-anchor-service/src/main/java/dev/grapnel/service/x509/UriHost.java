package dev.grapnel.service.x509;

import java.util.Optional;

/** The host of a URI (RFC 3986 section 3.2). */
final class UriHost {
  private UriHost() {}

  /**
   * The host, if it is a name; empty for a URI without an authority and for an IP address, to which
   * no constraint can be applied (RFC 5280 section 4.2.1.10).
   */
  static Optional<HostName> of(String uri) {
    int colon = uri.indexOf(':');
    if (colon < 1 || !uri.startsWith("//", colon + 1)) {
      return Optional.empty();
    }
    int start = colon + 3;
    String authority = uri.substring(start, authorityEnd(uri, start));
    String hostAndPort = authority.substring(authority.lastIndexOf('@') + 1);
    int port = hostAndPort.indexOf(':');
    String host = port < 0 ? hostAndPort : hostAndPort.substring(0, port);
    return HostName.parsePlain(host).filter(name -> !name.looksLikeIpv4());
  }

  private static int authorityEnd(String uri, int start) {
    int end = start;
    while (end < uri.length() && "/?#\\".indexOf(uri.charAt(end)) < 0) {
      end++;
    }
    return end;
  }
}
