package dev.grapnel.agent.session;

import dev.grapnel.agent.problem.ProblemException;
import dev.grapnel.protocol.secret.SecretValue;
import dev.grapnel.protocol.signing.Headers;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLException;

/** The JDK's {@link HttpURLConnection}, a connection a request. Thread-safe. */
public final class UrlConnectionTransport implements Transport {
  /** The most bytes of an answer that are read. */
  static final int MAX_ANSWER_BYTES = 262_144;

  private final ConnectionSettings settings;
  private final Optional<TlsTrust> trust;

  private UrlConnectionTransport(ConnectionSettings settings, Optional<TlsTrust> trust) {
    this.settings = settings;
    this.trust = trust;
  }

  /** For requests to that endpoint. */
  public static UrlConnectionTransport to(Endpoint endpoint, ConnectionSettings settings)
      throws ProblemException {
    return new UrlConnectionTransport(
        settings, endpoint.isHttps() ? Optional.of(TlsTrust.of(settings)) : Optional.empty());
  }

  /** The same, with other limits. */
  public UrlConnectionTransport withTimeouts(Duration connect, Duration read, Duration attempt) {
    return new UrlConnectionTransport(settings.withTimeouts(connect, read, attempt), trust);
  }

  @Override
  public Answer post(URI uri, Headers headers, byte[] body) throws TransportException {
    HttpURLConnection connection = null;
    try (Deadline deadline = new Deadline(settings.attemptTimeout())) {
      connection = open(uri);
      deadline.watch(connection);
      return exchange(connection, headers, body);
    } catch (ProblemException e) {
      throw new TransportException(e.problem().what(), e.problem().hint(), false, e);
    } catch (IOException e) {
      throw failure(uri, e);
    } finally {
      if (connection != null) {
        connection.disconnect();
      }
    }
  }

  private HttpURLConnection open(URI uri) throws IOException, ProblemException {
    Optional<Proxies.Proxy> proxy = settings.proxies().forUri(uri);
    HttpURLConnection connection =
        (HttpURLConnection)
            uri.toURL()
                .openConnection(proxy.map(UrlConnectionTransport::of).orElse(Proxy.NO_PROXY));
    if (connection instanceof HttpsURLConnection https) {
      trust.orElseThrow().applyTo(https);
    }
    if (proxy.isPresent() && proxy.get().credentials().isPresent()) {
      authenticate(connection, proxy.get().credentials().get());
    }
    connection.setConnectTimeout(millis(settings.connectTimeout()));
    connection.setReadTimeout(millis(settings.readTimeout()));
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    connection.setDoOutput(true);
    return connection;
  }

  /** A tunnel asks the authenticator; a request that the proxy itself forwards has the header. */
  private static void authenticate(HttpURLConnection connection, SecretValue credentials) {
    if (connection instanceof HttpsURLConnection) {
      connection.setAuthenticator(new ProxyLogin(credentials));
    } else {
      connection.setRequestProperty(
          "Proxy-Authorization",
          "Basic " + Base64.getEncoder().encodeToString(credentials.reveal()));
    }
  }

  private static Proxy of(Proxies.Proxy proxy) {
    return new Proxy(Proxy.Type.HTTP, new InetSocketAddress(proxy.host(), proxy.port()));
  }

  private static int millis(Duration duration) {
    return (int) Math.min(Integer.MAX_VALUE, Math.max(1, duration.toMillis()));
  }

  private static Answer exchange(HttpURLConnection connection, Headers headers, byte[] body)
      throws IOException {
    connection.setRequestMethod("POST");
    connection.setRequestProperty("Connection", "close");
    for (Headers.Field field : headers.fields()) {
      if (!field.name().equals("host")) {
        connection.setRequestProperty(field.name(), field.value());
      }
    }
    // The length is told ahead, so that the connection never sends the request again by itself.
    connection.setFixedLengthStreamingMode(body.length);
    try (OutputStream out = connection.getOutputStream()) {
      out.write(body);
    }
    int status = connection.getResponseCode();
    InputStream stream = status < 400 ? connection.getInputStream() : connection.getErrorStream();
    return new Answer(status, headersOf(connection), stream == null ? new byte[0] : read(stream));
  }

  private static byte[] read(InputStream stream) throws IOException {
    try (stream) {
      byte[] bytes = stream.readNBytes(MAX_ANSWER_BYTES + 1);
      if (bytes.length > MAX_ANSWER_BYTES) {
        throw new IOException("the answer has over " + MAX_ANSWER_BYTES + " bytes");
      }
      return bytes;
    }
  }

  private static Headers headersOf(HttpURLConnection connection) {
    List<Headers.Field> fields = new ArrayList<>();
    for (Map.Entry<String, List<String>> entry : connection.getHeaderFields().entrySet()) {
      if (entry.getKey() != null) {
        entry.getValue().forEach(value -> fields.add(new Headers.Field(entry.getKey(), value)));
      }
    }
    return new Headers(fields);
  }

  private TransportException failure(URI uri, IOException e) {
    String where = uri.getScheme() + "://" + uri.getRawAuthority();
    return switch (e) {
      case SSLException tls -> tlsFailure(where, tls);
      case UnknownHostException _ ->
          new TransportException(
              "the host " + uri.getHost() + " is not known",
              "check the endpoint or the region, and this machine's DNS",
              true,
              e);
      case SocketTimeoutException _ ->
          new TransportException(
              where + " did not answer in time: " + e.getMessage(),
              "check that the service is up and that no firewall drops the connection",
              true,
              e);
      case ConnectException _ ->
          new TransportException(
              "no connection to " + where + ": " + e.getMessage(),
              "check that the service is up and the endpoint's host and port are right",
              true,
              e);
      default ->
          new TransportException(
              "no whole answer from " + where + ": " + e.getMessage(),
              "check the endpoint and what stands between, such as a proxy",
              true,
              e);
    };
  }

  private static TransportException tlsFailure(String where, SSLException e) {
    boolean untrusted = TlsTrust.isUntrusted(e);
    return new TransportException(
        untrusted
            ? "the TLS certificate of " + where + " is not trusted: " + TlsTrust.reason(e)
            : "the TLS connection to " + where + " failed: " + e.getMessage(),
        untrusted
            ? "name the CA that issued it with --ca-bundle or AWS_CA_BUNDLE"
            : "check that the port speaks TLS",
        !untrusted,
        e);
  }

  /** Ends a request that takes too long in all, however its bytes trickle. */
  private static final class Deadline implements AutoCloseable {
    private final Duration limit;
    private final CountDownLatch done = new CountDownLatch(1);

    Deadline(Duration limit) {
      this.limit = limit;
    }

    void watch(HttpURLConnection connection) {
      Thread.ofPlatform().daemon().name("request-deadline").start(() -> await(connection));
    }

    private void await(HttpURLConnection connection) {
      try {
        if (!done.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
          connection.disconnect();
        }
      } catch (InterruptedException _) {
        connection.disconnect();
      }
    }

    @Override
    public void close() {
      done.countDown();
    }
  }
}
