package dev.grapnel.agent.session;

import dev.grapnel.agent.problem.ProblemException;
import dev.grapnel.protocol.secret.SecretValue;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The proxies of the environment: {@code HTTPS_PROXY} and {@code HTTP_PROXY}, by the scheme of the
 * endpoint, and the hosts of {@code NO_PROXY} that are reached without; the lower-case names too,
 * which win. Loopback addresses are always reached directly.
 */
public record Proxies(Map<String, String> environment) {
  /** A proxy, and the credentials for it, {@code user:password}, if its URL had some. */
  public record Proxy(String host, int port, Optional<SecretValue> credentials) {}

  public Proxies {
    environment = Map.copyOf(environment);
  }

  /** The proxy for that address, if one is to be used. */
  public Optional<Proxy> forUri(URI uri) throws ProblemException {
    String host = uri.getHost();
    if (isLoopback(host) || isExcluded(host, uri.getPort())) {
      return Optional.empty();
    }
    Optional<String> named = variable(uri.getScheme() + "_proxy");
    return named.isPresent() ? Optional.of(parse(named.get())) : Optional.empty();
  }

  private Optional<String> variable(String lowerCase) {
    String value = environment.getOrDefault(lowerCase, "");
    if (value.isEmpty()) {
      value = environment.getOrDefault(lowerCase.toUpperCase(Locale.ROOT), "");
    }
    return value.isEmpty() ? Optional.empty() : Optional.of(value);
  }

  private static boolean isLoopback(String host) {
    return host.equalsIgnoreCase("localhost") || host.startsWith("127.") || host.equals("[::1]");
  }

  private boolean isExcluded(String host, int port) {
    for (String part : variable("no_proxy").orElse("").split(",", -1)) {
      String entry = part.strip().toLowerCase(Locale.ROOT);
      if (entry.equals("*") || (!entry.isEmpty() && matches(entry, host, port))) {
        return true;
      }
    }
    return false;
  }

  /** An entry is a host, a domain (with or without a leading dot or {@code *.}), or either:port. */
  private static boolean matches(String entry, String host, int port) {
    int colon = entry.lastIndexOf(':');
    if (colon > entry.lastIndexOf(']') && !entry.substring(colon + 1).equals("" + port)) {
      return false;
    }
    String name = colon > entry.lastIndexOf(']') ? entry.substring(0, colon) : entry;
    String domain = name.startsWith("*.") ? name.substring(1) : name;
    String lower = host.toLowerCase(Locale.ROOT);
    return domain.startsWith(".")
        ? lower.endsWith(domain)
        : lower.equals(domain) || lower.endsWith('.' + domain);
  }

  private static Proxy parse(String text) throws ProblemException {
    try {
      URI uri = new URI(text.contains("://") ? text : "http://" + text);
      if (uri.getHost() == null || !"http".equals(uri.getScheme())) {
        throw malformed();
      }
      Optional<SecretValue> credentials =
          Optional.ofNullable(uri.getRawUserInfo())
              .map(info -> URLDecoder.decode(info.replace("+", "%2B"), StandardCharsets.UTF_8))
              .map(SecretValue::ofText);
      return new Proxy(uri.getHost(), uri.getPort() == -1 ? 80 : uri.getPort(), credentials);
    } catch (URISyntaxException | IllegalArgumentException _) {
      throw malformed();
    }
  }

  /** Without the text, which may hold a password. */
  private static ProblemException malformed() {
    return new ProblemException(
        "the proxy of the environment is not a URL of the form http://[USER:PASSWORD@]HOST[:PORT]",
        "correct HTTPS_PROXY or HTTP_PROXY, or add the endpoint's host to NO_PROXY");
  }
}
