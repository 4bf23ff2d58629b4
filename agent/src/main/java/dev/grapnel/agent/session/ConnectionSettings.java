package dev.grapnel.agent.session;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How to reach the service.
 *
 * @param caBundle PEM certificates to trust instead of the JDK's
 * @param verifyTls false only because the AWS helper has such a flag
 * @param pin base64 SHA-256 of the public key of a certificate that the server must present
 * @param connectTimeout for a connection and its TLS handshake, each
 * @param readTimeout for every wait for bytes
 * @param attemptTimeout for one request from start to end
 */
public record ConnectionSettings(
    Optional<Path> caBundle,
    boolean verifyTls,
    Optional<String> pin,
    Proxies proxies,
    Duration connectTimeout,
    Duration readTimeout,
    Duration attemptTimeout) {
  /** The JDK's trust, no pin, and timeouts that suit a program somebody waits for. */
  public static ConnectionSettings usual(Proxies proxies) {
    return new ConnectionSettings(
        Optional.empty(),
        true,
        Optional.empty(),
        proxies,
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(15));
  }

  public ConnectionSettings withCaBundle(Path bundle) {
    return new ConnectionSettings(
        Optional.of(bundle), verifyTls, pin, proxies, connectTimeout, readTimeout, attemptTimeout);
  }

  public ConnectionSettings withoutVerification() {
    return new ConnectionSettings(
        caBundle, false, pin, proxies, connectTimeout, readTimeout, attemptTimeout);
  }

  public ConnectionSettings withPin(String sha256) {
    return new ConnectionSettings(
        caBundle,
        verifyTls,
        Optional.of(sha256),
        proxies,
        connectTimeout,
        readTimeout,
        attemptTimeout);
  }

  public ConnectionSettings withTimeouts(Duration connect, Duration read, Duration attempt) {
    return new ConnectionSettings(caBundle, verifyTls, pin, proxies, connect, read, attempt);
  }
}
