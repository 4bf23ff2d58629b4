package dev.grapnel.agent.identity;

import dev.grapnel.agent.problem.ProblemException;
import dev.grapnel.protocol.certificate.DerCertificate;
import dev.grapnel.protocol.certificate.MalformedCertificateException;
import dev.grapnel.protocol.certificate.Pem;
import dev.grapnel.protocol.certificate.PemBlock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A TLS listener's certificate and key, from PEM files. */
public final class ServerTls {
  private ServerTls() {}

  public static SSLContext read(Path certificate, Path key) throws ProblemException {
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      List<Certificate> chain = new ArrayList<>();
      for (DerCertificate der :
          PemIdentity.certificates(SmallFile.read(certificate, "TLS certificate"), certificate)) {
        chain.add(factory.generateCertificate(new ByteArrayInputStream(der.encoded())));
      }
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(
          "listener",
          key(SmallFile.read(key, "TLS key"), chain.getFirst()),
          new char[0],
          chain.toArray(Certificate[]::new));
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, new char[0]);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException | IOException | MalformedCertificateException e) {
      throw new ProblemException(
          "the TLS certificate " + certificate + " and key " + key + " cannot be used",
          "give a PEM certificate and its unencrypted PEM key",
          e);
    }
  }

  private static PrivateKey key(byte[] text, Certificate certificate)
      throws GeneralSecurityException, MalformedCertificateException {
    for (PemBlock block : Pem.blocks(text)) {
      if (block.label().endsWith("PRIVATE KEY")) {
        byte[] encoded =
            block.label().equals("PRIVATE KEY")
                ? block.content()
                : KeyWrapping.toPkcs8(block.content(), certificate.getPublicKey());
        return KeyFactory.getInstance(certificate.getPublicKey().getAlgorithm())
            .generatePrivate(new PKCS8EncodedKeySpec(encoded));
      }
    }
    throw new GeneralSecurityException("no private key");
  }
}
