package dev.grapnel.service.http;

import dev.grapnel.service.tls.ServerIdentity;
import dev.grapnel.testing.KeyKind;
import dev.grapnel.testing.TestCa;
import dev.grapnel.testing.TestIdentity;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A server on a free loopback port, with clients that trust it. */
final class RunningServer implements AutoCloseable {
  private static final TestCa CA = TestCa.root(KeyKind.P256);

  final HttpServer server;
  final SimpleMeterRegistry meters;
  private final boolean secure;

  private RunningServer(HttpServer server, SimpleMeterRegistry meters, boolean secure) {
    this.server = server;
    this.meters = meters;
    this.secure = secure;
  }

  static RunningServer plain(HttpLimits limits, HttpHandler handler) throws IOException {
    return start(limits, handler, false, Duration.ofSeconds(5));
  }

  static RunningServer secure(HttpLimits limits, HttpHandler handler) throws IOException {
    return start(limits, handler, true, Duration.ofSeconds(5));
  }

  static RunningServer start(
      HttpLimits limits, HttpHandler handler, boolean secure, Duration drainTime)
      throws IOException {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    HttpServerSetup setup =
        new HttpServerSetup("test", loopback(), meters, InstantSource.system())
            .limits(limits)
            .drainTime(drainTime);
    if (secure) {
      setup.identity(identity("first"));
    }
    return new RunningServer(setup.start(handler), meters, secure);
  }

  static InetSocketAddress loopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  static ServerIdentity identity(String commonName) {
    TestIdentity issued = CA.leaf(commonName).dnsName("localhost").ipAddress("127.0.0.1").issue();
    return new ServerIdentity(
        issued.keys().getPrivate(), List.of(x509(issued.der()), x509(CA.identity().der())));
  }

  private static X509Certificate x509(byte[] der) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static SSLContext trusting() {
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      store.setCertificateEntry("ca", x509(CA.identity().der()));
      TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  int port() {
    return server.address().getPort();
  }

  URI uri(String pathAndQuery) {
    return URI.create((secure ? "https" : "http") + "://localhost:" + port() + pathAndQuery);
  }

  /** A client of that version; over plain text only HTTP/1.1. */
  static HttpClient client(HttpClient.Version version) {
    return HttpClient.newBuilder().version(version).sslContext(trusting()).build();
  }

  RawConnection connect() throws IOException {
    return secure
        ? RawConnection.open(trusting().getSocketFactory().createSocket("127.0.0.1", port()))
        : RawConnection.open(new java.net.Socket(InetAddress.getLoopbackAddress(), port()));
  }

  /** Sends the text on a connection of its own and gives all that comes until its end. */
  String exchange(String request) throws IOException {
    try (RawConnection connection = connect()) {
      connection.send(request.getBytes(StandardCharsets.ISO_8859_1));
      return connection.readToEnd();
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
