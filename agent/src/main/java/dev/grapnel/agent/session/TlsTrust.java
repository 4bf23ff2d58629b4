package dev.grapnel.agent.session;

import dev.grapnel.agent.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** Which servers are believed over TLS. Loaded for https only. Thread-safe. */
final class TlsTrust {
  private static final int MAX_BUNDLE_BYTES = 4 * 1_048_576;

  private final SSLContext context;
  private final boolean verify;

  private TlsTrust(SSLContext context, boolean verify) {
    this.context = context;
    this.verify = verify;
  }

  static TlsTrust of(ConnectionSettings settings) throws ProblemException {
    try {
      X509ExtendedTrustManager manager = manager(settings);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {manager}, null);
      return new TlsTrust(context, settings.verifyTls());
    } catch (GeneralSecurityException e) {
      throw new ProblemException(
          "TLS cannot be set up: " + e.getMessage(), "check the Java installation", e);
    }
  }

  private static X509ExtendedTrustManager manager(ConnectionSettings settings)
      throws GeneralSecurityException, ProblemException {
    if (!settings.verifyTls()) {
      return new Unverified();
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(settings.caBundle().isPresent() ? store(settings.caBundle().get()) : null);
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509ExtendedTrustManager x509) {
        return settings.pin().isPresent() ? new Pinned(x509, settings.pin().get()) : x509;
      }
    }
    throw new CertificateException("no X.509 trust manager");
  }

  private static KeyStore store(Path bundle) throws GeneralSecurityException, ProblemException {
    try {
      if (Files.size(bundle) > MAX_BUNDLE_BYTES) {
        throw new IOException("it is over " + MAX_BUNDLE_BYTES + " bytes");
      }
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int count = 0;
      byte[] bytes = Files.readAllBytes(bundle);
      for (Certificate certificate :
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(bytes))) {
        store.setCertificateEntry("ca-" + count++, certificate);
      }
      if (count == 0) {
        throw new IOException("it holds no certificate");
      }
      return store;
    } catch (IOException | CertificateException e) {
      throw new ProblemException(
          "the CA bundle " + bundle + " cannot be used: " + e.getMessage(),
          "give a file of PEM certificates",
          e);
    }
  }

  void applyTo(HttpsURLConnection connection) {
    connection.setSSLSocketFactory(context.getSocketFactory());
    if (!verify) {
      connection.setHostnameVerifier((host, session) -> true);
    }
  }

  /** Whether the server's certificate was the reason, so that trying again is of no use. */
  static boolean isUntrusted(SSLException e) {
    return cause(e) instanceof GeneralSecurityException;
  }

  static String reason(SSLException e) {
    return String.valueOf(cause(e).getMessage());
  }

  private static Throwable cause(Throwable e) {
    Throwable next = e.getCause();
    return next == null ? e : cause(next);
  }

  /** Whatever the wrapped manager refuses, and chains without the pinned key. */
  private static final class Pinned extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager inner;
    private final byte[] pin;

    Pinned(X509ExtendedTrustManager inner, String pin) throws CertificateException {
      this.inner = inner;
      try {
        this.pin = Base64.getDecoder().decode(pin);
      } catch (IllegalArgumentException _) {
        throw new CertificateException("the certificate pin is not base64");
      }
    }

    /**
     * Only certificates that lead on from the server's own count: others can be sent by anybody.
     */
    private void requirePin(X509Certificate[] chain) throws CertificateException {
      Optional<X509Certificate> next = Optional.of(chain[0]);
      for (int i = 0; i < chain.length && next.isPresent(); i++) {
        if (isPinned(next.get())) {
          return;
        }
        next = issuer(next.get(), chain);
      }
      throw new CertificateException("none of the server's certificates has the pinned key");
    }

    private boolean isPinned(X509Certificate certificate) throws CertificateException {
      try {
        byte[] key = certificate.getPublicKey().getEncoded();
        return MessageDigest.isEqual(MessageDigest.getInstance("SHA-256").digest(key), pin);
      } catch (GeneralSecurityException e) {
        throw new CertificateException(e);
      }
    }

    private static Optional<X509Certificate> issuer(X509Certificate of, X509Certificate[] among) {
      return Arrays.stream(among)
          .filter(other -> !other.equals(of) && isIssuer(other, of))
          .findFirst();
    }

    private static boolean isIssuer(X509Certificate issuer, X509Certificate issued) {
      try {
        issued.verify(issuer.getPublicKey());
        return issued.getIssuerX500Principal().equals(issuer.getSubjectX500Principal());
      } catch (GeneralSecurityException | RuntimeException _) {
        return false;
      }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      inner.checkServerTrusted(chain, type);
      requirePin(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      inner.checkServerTrusted(chain, type, socket);
      requirePin(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      inner.checkServerTrusted(chain, type, engine);
      requirePin(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      throw new CertificateException("the agent accepts no TLS clients here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      checkClientTrusted(chain, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      checkClientTrusted(chain, type);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return inner.getAcceptedIssuers();
    }
  }

  /** Believes anybody; for {@code --no-verify-ssl}, which warns. */
  private static final class Unverified extends X509ExtendedTrustManager {
    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      throw new CertificateException("the agent accepts no TLS clients here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      checkClientTrusted(chain, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      checkClientTrusted(chain, type);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
