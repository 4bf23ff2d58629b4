package dev.grapnel.agent.outlet;

import com.sun.net.httpserver.HttpExchange;
import dev.grapnel.agent.credential.Credentials;
import dev.grapnel.protocol.secret.ConstantTime;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * The container credentials endpoint: {@code GET /credentials} with the token of the token file in
 * {@code Authorization}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html">AWS:
 *     container credential provider</a>
 */
public final class ContainerEndpoint {
  /** The path of the credentials. */
  public static final String PATH = "/credentials";

  private static final String JSON = "application/json";

  private final Served served;
  private final RotatingToken token;
  private final LastText text = new LastText(ContainerEndpoint::body);

  private ContainerEndpoint(Served served, RotatingToken token) {
    this.served = served;
    this.token = token;
  }

  public static OutletServer start(
      InetSocketAddress listen, Optional<SSLContext> tls, Served served, RotatingToken token)
      throws IOException {
    ContainerEndpoint endpoint = new ContainerEndpoint(served, token);
    return OutletServer.start(
        listen,
        tls,
        exchange -> {
          OutletServer.Reply reply = endpoint.answer(exchange);
          served.count("container", reply.status());
          return reply;
        });
  }

  private OutletServer.Reply answer(HttpExchange exchange) {
    if (!exchange.getRequestMethod().equals("GET")) {
      return error(405, "MethodNotAllowed", "only GET is served");
    }
    if (!exchange.getRequestURI().getPath().equals(PATH)) {
      return error(404, "NotFound", "the credentials are at " + PATH);
    }
    List<String> given = exchange.getRequestHeaders().get("Authorization");
    if (given == null || given.size() != 1 || !isCurrent(given.getFirst())) {
      return error(401, "Unauthorized", "the Authorization header is not the token of the file");
    }
    Optional<Credentials> credentials = served.current();
    if (credentials.isEmpty()) {
      Served.Unavailable why = served.unavailable();
      return why.isTransient()
          ? error(503, "ServiceUnavailable", why.message())
          : error(400, "InvalidRequest", why.message());
    }
    return OutletServer.Reply.of(200, JSON, text.of(credentials.get()));
  }

  private boolean isCurrent(String given) {
    boolean current = false;
    for (String accepted : token.accepted()) {
      current |=
          ConstantTime.equals(
              accepted.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }
    return current;
  }

  private static String body(Credentials credentials) {
    return new JsonText()
        .put("AccessKeyId", credentials.accessKeyId())
        .put("SecretAccessKey", credentials.secretAccessKey().revealText())
        .put("Token", credentials.sessionToken().revealText())
        .put("Expiration", credentials.expiration().toString())
        .put("AccountId", credentials.accountId())
        .toString();
  }

  private static OutletServer.Reply error(int status, String code, String message) {
    String body = new JsonText().put("code", code).put("message", message).toString();
    return OutletServer.Reply.of(status, JSON, body);
  }
}
