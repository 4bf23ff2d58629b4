package dev.grapnel.agent.outlet;

import com.sun.net.httpserver.HttpExchange;
import dev.grapnel.agent.credential.Credentials;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The part of the EC2 instance metadata service, version 2, that hands out credentials. It knows no
 * caller's secret: any process that reaches it gets the credentials, which is why it is off unless
 * asked for.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html">AWS:
 *     instance metadata service</a>
 */
public final class MetadataService {
  static final String TOKEN_PATH = "/latest/api/token";
  static final String ROLE_PATH = "/latest/meta-data/iam/security-credentials";
  static final String TOKEN_HEADER = "X-aws-ec2-metadata-token";
  static final String TTL_HEADER = "X-Aws-Ec2-Metadata-Token-Ttl-Seconds";

  private static final String TEXT = "text/plain";

  private final Served served;
  private final String roleName;
  private final MetadataTokens tokens;
  private final LastText text = new LastText(MetadataService::json);

  private MetadataService(Served served, String roleName, MetadataTokens tokens) {
    this.served = served;
    this.roleName = roleName;
    this.tokens = tokens;
  }

  /**
   * Listens.
   *
   * @param roleName as the service tells it
   */
  public static OutletServer start(
      InetSocketAddress listen,
      Served served,
      String roleName,
      LongSupplier nanoTime,
      SecureRandom random)
      throws IOException {
    MetadataService service =
        new MetadataService(served, roleName, new MetadataTokens(random, nanoTime));
    return OutletServer.start(
        listen,
        Optional.empty(),
        exchange -> {
          OutletServer.Reply reply = service.answer(exchange);
          served.count("imds", reply.status());
          return reply;
        });
  }

  private OutletServer.Reply answer(HttpExchange exchange) {
    if (exchange.getRequestHeaders().containsKey("X-Forwarded-For")) {
      // A proxy sent it on: whoever asked is not on this machine.
      return plain(400, "unable to process requests with X-Forwarded-For header");
    }
    String path = exchange.getRequestURI().getPath();
    String trimmed = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    if (trimmed.equals(TOKEN_PATH)) {
      return token(exchange);
    }
    boolean roles = trimmed.equals(ROLE_PATH);
    if (!roles && !trimmed.startsWith(ROLE_PATH + '/')) {
      return plain(404, "");
    }
    if (!exchange.getRequestMethod().equals("GET")) {
      return plain(405, "");
    }
    String given = exchange.getRequestHeaders().getFirst(TOKEN_HEADER);
    if (given == null) {
      return plain(401, "no token provided");
    }
    long ttlSeconds = tokens.secondsLeft(given);
    if (ttlSeconds <= 0) {
      return plain(401, "invalid token provided");
    }
    if (roles) {
      return withTtl(200, TEXT, roleName, ttlSeconds);
    }
    return path.equals(ROLE_PATH + '/' + roleName)
        ? credentials(ttlSeconds)
        : withTtl(404, TEXT, "no such role", ttlSeconds);
  }

  private OutletServer.Reply token(HttpExchange exchange) {
    if (!exchange.getRequestMethod().equals("PUT")) {
      return plain(405, "");
    }
    String text = exchange.getRequestHeaders().getFirst(TTL_HEADER);
    int ttlSeconds = MetadataTokens.MAX_TTL_SECONDS;
    if (text != null) {
      try {
        ttlSeconds = Integer.parseInt(text.strip());
      } catch (NumberFormatException _) {
        ttlSeconds = 0;
      }
    }
    if (ttlSeconds < 1 || ttlSeconds > MetadataTokens.MAX_TTL_SECONDS) {
      return plain(400, "invalid token TTL");
    }
    return withTtl(200, TEXT, tokens.issue(ttlSeconds), ttlSeconds);
  }

  private OutletServer.Reply credentials(long ttlSeconds) {
    Optional<Credentials> found = served.current();
    if (found.isEmpty()) {
      Served.Unavailable why = served.unavailable();
      String body =
          new JsonText()
              .put("Code", "AssumeRoleUnauthorizedAccess")
              .put("Message", why.message())
              .toString();
      return withTtl(why.isTransient() ? 503 : 400, "application/json", body, ttlSeconds);
    }
    return withTtl(200, TEXT, text.of(found.get()), ttlSeconds);
  }

  private static String json(Credentials credentials) {
    return new JsonText()
        .put("Code", "Success")
        .put("LastUpdated", credentials.issued().truncatedTo(ChronoUnit.SECONDS).toString())
        .put("Type", "AWS-HMAC")
        .put("AccessKeyId", credentials.accessKeyId())
        .put("SecretAccessKey", credentials.secretAccessKey().revealText())
        .put("Token", credentials.sessionToken().revealText())
        .put("Expiration", credentials.expiration().toString())
        .put("AccountId", credentials.accountId())
        .toString();
  }

  private static OutletServer.Reply plain(int status, String body) {
    return OutletServer.Reply.of(status, TEXT, body);
  }

  private static OutletServer.Reply withTtl(
      int status, String contentType, String body, long ttlSeconds) {
    return new OutletServer.Reply(status, contentType, body, TTL_HEADER, Long.toString(ttlSeconds));
  }
}
