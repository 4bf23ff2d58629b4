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
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A TLS server's side: a certificate for 127.0.0.1 under a CA of its own. */
public record TestTls(SSLContext context, TestCa ca, TestIdentity server) {
  public static TestTls create() throws GeneralSecurityException, IOException {
    TestCa ca = TestCa.root("TLS Root", KeyKind.P256);
    TestIdentity server = ca.leaf("127.0.0.1").ipAddress("127.0.0.1").dnsName("localhost").issue();
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    Certificate certificate =
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(server.der()));
    store.setKeyEntry(
        "server", server.keys().getPrivate(), new char[0], new Certificate[] {certificate});
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, new char[0]);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return new TestTls(context, ca, server);
  }
}
