package dev.grapnel.benchmarks.agent;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.grapnel.protocol.secret.SecretValue;
import dev.grapnel.protocol.session.CreateSessionResponse;
import dev.grapnel.protocol.session.SessionCredentials;
import dev.grapnel.testing.TestIdentity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Answers every CreateSession at once, so that only the agent's time is measured. */
final class SessionDouble implements AutoCloseable {
  private static final int TOKEN_LENGTH = 900;

  private final HttpServer server;
  private final String scheme;

  private SessionDouble(HttpServer server, String scheme) {
    this.server = server;
    this.scheme = scheme;
    server.createContext("/", SessionDouble::answer);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  static SessionDouble http() throws IOException {
    return new SessionDouble(HttpServer.create(anyPort(), 100), "http");
  }

  static SessionDouble https(TestIdentity identity) throws IOException, GeneralSecurityException {
    HttpsServer server = HttpsServer.create(anyPort(), 100);
    server.setHttpsConfigurator(new HttpsConfigurator(context(identity)));
    return new SessionDouble(server, "https");
  }

  private static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  private static SSLContext context(TestIdentity identity)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    Certificate certificate =
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(identity.der()));
    store.setKeyEntry(
        "server", identity.keys().getPrivate(), new char[0], new Certificate[] {certificate});
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, new char[0]);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  String endpoint() {
    return scheme + "://127.0.0.1:" + server.getAddress().getPort();
  }

  private static void answer(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    byte[] body =
        new CreateSessionResponse(
                new SessionCredentials(
                    "ASIABENCHMARK0000001",
                    SecretValue.ofText("s".repeat(40)),
                    SecretValue.ofText("t".repeat(TOKEN_LENGTH)),
                    Instant.now().plusSeconds(3_600)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty())
            .body();
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(CreateSessionResponse.STATUS, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
