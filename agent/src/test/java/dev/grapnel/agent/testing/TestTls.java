package dev.grapnel.agent.testing;

import dev.grapnel.testing.KeyKind;
import dev.grapnel.testing.TestCa;
import dev.grapnel.testing.TestIdentity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A TLS server's side: a certificate for 127.0.0.1 under a CA of its own. */
public record TestTls(SSLContext context, TestCa ca, TestIdentity server) {
  public static TestTls create() throws GeneralSecurityException, IOException {
    return create(List.of());
  }

  /** The same, sending further certificates that have nothing to do with its own. */
  public static TestTls create(List<TestIdentity> further)
      throws GeneralSecurityException, IOException {
    TestCa ca = TestCa.root("TLS Root", KeyKind.P256);
    TestIdentity server = ca.leaf("127.0.0.1").ipAddress("127.0.0.1").dnsName("localhost").issue();
    KeyStore store = KeyStore.getInstance("JKS"); // takes any chain
    store.load(null, null);
    List<Certificate> sent = new ArrayList<>();
    sent.add(certificate(server));
    for (TestIdentity other : further) {
      sent.add(certificate(other));
    }
    store.setKeyEntry(
        "server", server.keys().getPrivate(), new char[0], sent.toArray(Certificate[]::new));
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, new char[0]);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return new TestTls(context, ca, server);
  }

  private static Certificate certificate(TestIdentity identity) throws GeneralSecurityException {
    return CertificateFactory.getInstance("X.509")
        .generateCertificate(new ByteArrayInputStream(identity.der()));
  }
}
