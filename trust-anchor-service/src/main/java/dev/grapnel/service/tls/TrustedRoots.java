package dev.grapnel.service.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** TLS for connections that the service makes to servers under the operator's own CAs. */
public final class TrustedRoots {
  private TrustedRoots() {}

  /**
   * TLS that trusts the certificates in the file and no other.
   *
   * @throws IOException if they cannot be read
   */
  public static SSLContext of(Path pem) throws IOException {
    try {
      KeyStore roots = KeyStore.getInstance("PKCS12");
      roots.load(null, null);
      int number = 0;
      for (X509Certificate certificate : IdentityFiles.certificates(pem)) {
        roots.setCertificateEntry("root" + number++, certificate);
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(roots);
      SSLContext tls = SSLContext.getInstance("TLS");
      tls.init(null, trust.getTrustManagers(), null);
      return tls;
    } catch (GeneralSecurityException e) {
      throw new IOException(pem + " cannot be used to trust servers: " + e.getMessage(), e);
    }
  }
}
