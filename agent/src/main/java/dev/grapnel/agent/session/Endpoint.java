package dev.grapnel.agent.session;

import dev.grapnel.agent.problem.ProblemException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Where sessions are created.
 *
 * @param base scheme, authority and an optional path prefix without a final slash
 * @see <a href="https://docs.aws.amazon.com/general/latest/gr/rolesanywhere.html">AWS:
 *     endpoints</a>
 */
public record Endpoint(URI base) {
  /** What decides about the endpoint, apart from the region. */
  public record Choice(Optional<String> explicit, boolean insecureHttp) {}

  private static final String OFF_LOOPBACK =
      "plain http lets anyone on the way read the credentials; use https, or add --insecure-http if"
          + " you accept that";

  /** Of Roles Anywhere: the explicit endpoint, else the environment's, else the partition's. */
  public static Endpoint resolve(
      Choice choice, String partition, String region, Map<String, String> environment)
      throws ProblemException {
    return resolve("rolesanywhere", "ROLESANYWHERE", choice, partition, region, environment);
  }

  /** Of STS, in the same way. */
  public static Endpoint sts(
      Choice choice, String partition, String region, Map<String, String> environment)
      throws ProblemException {
    return resolve("sts", "STS", choice, partition, region, environment);
  }

  private static Endpoint resolve(
      String service,
      String variable,
      Choice choice,
      String partition,
      String region,
      Map<String, String> environment)
      throws ProblemException {
    Optional<String> named = choice.explicit().or(() -> configured(variable, environment));
    if (named.isPresent()) {
      return parse(named.get(), choice.insecureHttp());
    }
    boolean fips = isOn(environment, "AWS_USE_FIPS_ENDPOINT");
    boolean dualStack = isOn(environment, "AWS_USE_DUALSTACK_ENDPOINT");
    String host =
        service
            + (fips ? "-fips" : "")
            + '.'
            + region
            + '.'
            + (dualStack ? dualStackSuffix(partition) : suffix(partition));
    return parse("https://" + host, choice.insecureHttp());
  }

  private static Optional<String> configured(String variable, Map<String, String> environment) {
    if (isOn(environment, "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS")) {
      return Optional.empty();
    }
    return present(environment, "AWS_ENDPOINT_URL_" + variable)
        .or(() -> present(environment, "AWS_ENDPOINT_URL"));
  }

  private static Optional<String> present(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
  }

  private static boolean isOn(Map<String, String> environment, String name) {
    return "true".equalsIgnoreCase(environment.get(name));
  }

  private static String suffix(String partition) {
    return switch (partition) {
      case "aws-cn" -> "amazonaws.com.cn";
      case "aws-iso" -> "c2s.ic.gov";
      case "aws-iso-b" -> "sc2s.sgov.gov";
      case "aws-iso-e" -> "cloud.adc-e.uk";
      case "aws-iso-f" -> "csp.hci.ic.gov";
      case "aws-eusc" -> "amazonaws.eu";
      default -> "amazonaws.com";
    };
  }

  private static String dualStackSuffix(String partition) {
    return switch (partition) {
      case "aws-cn" -> "api.amazonwebservices.com.cn";
      case "aws-iso" -> "api.aws.ic.gov";
      case "aws-iso-b" -> "api.aws.scloud";
      case "aws-iso-e" -> "api.cloud-aws.adc-e.uk";
      case "aws-iso-f" -> "api.aws.hci.ic.gov";
      case "aws-eusc" -> "api.amazonwebservices.eu";
      default -> "api.aws";
    };
  }

  private static Endpoint parse(String text, boolean insecureHttp) throws ProblemException {
    URI uri = uri(text);
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    if (uri.getHost() == null || !(scheme.equals("https") || scheme.equals("http"))) {
      throw malformed(text);
    }
    if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw malformed(text);
    }
    if (scheme.equals("http") && !insecureHttp && !isLoopback(uri.getHost())) {
      throw new ProblemException("the endpoint " + text + " is plain http", OFF_LOOPBACK);
    }
    String base = scheme + "://" + uri.getRawAuthority() + uri.getRawPath();
    return new Endpoint(uri(base.endsWith("/") ? base.substring(0, base.length() - 1) : base));
  }

  private static URI uri(String text) throws ProblemException {
    try {
      return new URI(text);
    } catch (URISyntaxException _) {
      throw malformed(text);
    }
  }

  private static ProblemException malformed(String text) {
    return new ProblemException(
        "the endpoint "
            + (text.contains("@") ? "(not shown, as it may hold a password)" : '"' + text + '"')
            + " is not a URL of the form https://HOST[:PORT][/PREFIX]",
        "give --endpoint such a URL, or leave it out for AWS's own");
  }

  /** The name localhost and the literal loopback addresses; no name is looked up. */
  private static boolean isLoopback(String host) {
    return host.equalsIgnoreCase("localhost") || host.equals("[::1]") || isIpv4Loopback(host);
  }

  private static boolean isIpv4Loopback(String host) {
    int dots = 0;
    for (int i = 0; i < host.length(); i++) {
      char c = host.charAt(i);
      if (c == '.') {
        dots++;
      } else if (c < '0' || c > '9') {
        return false;
      }
    }
    return dots == 3 && host.startsWith("127.");
  }

  /** The authority as the {@code Host} header has it: without the scheme's own port. */
  String hostHeader() {
    int port = base.getPort();
    boolean usual = port == -1 || port == (isHttps() ? 443 : 80);
    return usual ? base.getHost() : base.getHost() + ':' + port;
  }

  boolean isHttps() {
    return "https".equals(base.getScheme());
  }
}
