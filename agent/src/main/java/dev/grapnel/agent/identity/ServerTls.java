package dev.grapnel.agent.identity;

import dev.grapnel.agent.problem.Problem;
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
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * A TLS listener's certificate and key, from PEM files that others replace: what is whole and
 * belongs together is used for the handshakes after it. Handshakes may be on any thread, {@link
 * #renew} on one at a time.
 */
public final class ServerTls {
  private static final byte[] PROBE = {1, 2, 3};

  private final Path certificate;
  private final Path key;
  private final RenewableKey pair;
  private List<Object> seen;

  private ServerTls(Path certificate, Path key) throws ProblemException {
    this.certificate = certificate;
    this.key = key;
    seen = FileStates.of(List.of(certificate, key));
    pair = new RenewableKey(read());
  }

  /** Reads the files, which must be whole now. */
  public static ServerTls open(Path certificate, Path key) throws ProblemException {
    return new ServerTls(certificate, key);
  }

  /** For a server; it uses what was read last. */
  public SSLContext context() throws ProblemException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[] {pair}, null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new ProblemException("this Java has no TLS", "install another", e);
    }
  }

  /** What came of a look at the files. */
  public record Renewal(boolean isDone, Optional<Problem> problem) {}

  /** Takes over what the files hold now, if they have changed and belong together. */
  public Renewal renew() {
    List<Object> now = FileStates.of(List.of(certificate, key));
    if (now.equals(seen)) {
      return new Renewal(false, Optional.empty());
    }
    try {
      pair.replace(read());
      // What changed while it was read is read once more.
      seen = FileStates.of(List.of(certificate, key)).equals(now) ? now : List.of();
      return new Renewal(true, Optional.empty());
    } catch (ProblemException e) {
      return new Renewal(false, Optional.of(e.problem()));
    }
  }

  private X509ExtendedKeyManager read() throws ProblemException {
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      List<Certificate> chain = new ArrayList<>();
      for (DerCertificate der :
          PemIdentity.certificates(SmallFile.read(certificate, "TLS certificate"), certificate)) {
        chain.add(factory.generateCertificate(new ByteArrayInputStream(der.encoded())));
      }
      PrivateKey read = key(SmallFile.read(key, "TLS key"), chain.getFirst());
      requireMatch(read, chain.getFirst().getPublicKey());
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("listener", read, new char[0], chain.toArray(Certificate[]::new));
      KeyManagerFactory keys = KeyManagerFactory.getInstance("SunX509");
      keys.init(store, new char[0]);
      return (X509ExtendedKeyManager) keys.getKeyManagers()[0];
    } catch (GeneralSecurityException | IOException | MalformedCertificateException e) {
      throw new ProblemException(
          "the TLS certificate " + certificate + " and key " + key + " cannot be used",
          "give a PEM certificate and its own, unencrypted PEM key",
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

  private static void requireMatch(PrivateKey key, PublicKey publicKey)
      throws GeneralSecurityException {
    String algorithm =
        switch (publicKey.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          case String other -> other;
        };
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(key);
    signature.update(PROBE);
    byte[] signed = signature.sign();
    signature.initVerify(publicKey);
    signature.update(PROBE);
    if (!signature.verify(signed)) {
      throw new GeneralSecurityException("the key does not belong to the certificate");
    }
  }
}
