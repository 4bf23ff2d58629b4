package dev.grapnel.service.revocation;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The hosts that a certificate may send us to. What a certificate says is a stranger's word as long
 * as its CA is not known, and even then no reason to open connections inside our network.
 */
final class AllowedHosts {
  private final Set<String> hosts;

  AllowedHosts(Set<String> hosts) {
    this.hosts = hosts;
  }

  /** The URL, if it is plain HTTP or HTTPS to a host that is allowed. */
  Optional<URI> allowed(String text) {
    URI url;
    try {
      url = new URI(text);
    } catch (URISyntaxException _) {
      return Optional.empty();
    }
    boolean http = "http".equalsIgnoreCase(url.getScheme());
    boolean https = "https".equalsIgnoreCase(url.getScheme());
    if ((!http && !https) || url.getHost() == null || url.getUserInfo() != null) {
      return Optional.empty();
    }
    String host = url.getHost().toLowerCase(Locale.ROOT);
    int standardPort = http ? 80 : 443;
    boolean standard = url.getPort() < 0 || url.getPort() == standardPort;
    boolean allowed =
        hosts.contains(host + ':' + (url.getPort() < 0 ? standardPort : url.getPort()))
            || (standard && hosts.contains(host));
    return allowed ? Optional.of(url) : Optional.empty();
  }
}
