package dev.grapnel.service.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.grapnel.protocol.secret.SecretValue;
import dev.grapnel.service.file.PrivateFile;
import dev.grapnel.service.token.KeyWrap;
import dev.grapnel.service.token.Rewrapping;
import dev.grapnel.service.token.WrongMasterKeyException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/**
 * A CA of this installation's own, made at first start: its certificate is {@code ca.pem}, for
 * clients to trust; its key is kept encrypted under the master key. The server's certificate and
 * key are made anew at each start and in time before they expire, and are kept in memory only.
 */
public final class LocalCa implements IdentitySource {
  private static final Duration CA_LIFE = Duration.ofDays(20L * 365);
  private static final Duration SERVER_LIFE = Duration.ofDays(90);
  private static final Duration RENEWED_AFTER = SERVER_LIFE.multipliedBy(2).dividedBy(3);
  private static final String CERTIFICATE_FILE = "ca.pem";
  private static final String KEY_FILE = "ca-key.wrapped";
  private static final String PURPOSE = "tls/ca-key";

  private final X509Certificate certificate;
  private final PrivateKey key;
  private final Set<String> names;
  private final InstantSource clock;
  private Instant renewAt = Instant.MIN;

  private LocalCa(
      X509Certificate certificate, PrivateKey key, Set<String> names, InstantSource clock) {
    this.certificate = certificate;
    this.key = key;
    this.names = names;
    this.clock = clock;
  }

  /**
   * Opens the CA in that folder, or makes it.
   *
   * @param names host names and addresses for the server's certificate
   * @throws IOException if its files cannot be read or written, or its key does not unwrap
   */
  public static LocalCa open(Path folder, KeyWrap wrap, Set<String> names, InstantSource clock)
      throws IOException {
    Path certificateFile = folder.resolve(CERTIFICATE_FILE);
    Path keyFile = folder.resolve(KEY_FILE);
    if (!Files.exists(keyFile) || !Files.exists(certificateFile)) {
      create(folder, wrap, clock.instant());
    }
    X509Certificate certificate = IdentityFiles.certificates(certificateFile).getFirst();
    PrivateKey key = unwrap(keyFile, wrap);
    IdentityFiles.requireMatch(certificate, key, certificateFile, keyFile);
    return new LocalCa(certificate, key, Set.copyOf(names), clock);
  }

  private static void create(Path folder, KeyWrap wrap, Instant now) throws IOException {
    PrivateFile.makeFolder(folder);
    KeyPair keys = CertificateMaker.newKeys();
    X509Certificate certificate = CertificateMaker.ca(keys, now, CA_LIFE);
    byte[] wrapped = wrap.wrap(PURPOSE, SecretValue.of(keys.getPrivate().getEncoded()));
    // The certificate last: where it is, its key is.
    PrivateFile.write(folder.resolve(KEY_FILE), wrapped);
    PrivateFile.write(
        folder.resolve(CERTIFICATE_FILE), IdentityFiles.pem(certificate).getBytes(US_ASCII));
  }

  /** Encrypts the CA's key in that folder, if there is one, under another master key. */
  public static void rewrap(Path folder, Rewrapping rewrapping)
      throws IOException, WrongMasterKeyException {
    Path file = folder.resolve(KEY_FILE);
    if (Files.exists(file)) {
      PrivateFile.write(file, rewrapping.rewrap(PURPOSE, Files.readAllBytes(file)));
    }
  }

  private static PrivateKey unwrap(Path file, KeyWrap wrap) throws IOException {
    try {
      byte[] encoded = wrap.unwrap(PURPOSE, Files.readAllBytes(file)).reveal();
      return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(encoded));
    } catch (WrongMasterKeyException | GeneralSecurityException e) {
      throw new IOException(
          file
              + " does not open ("
              + e.getMessage()
              + "); to make a new CA, which clients must then trust, remove the folder "
              + file.getParent(),
          e);
    }
  }

  /** The CA's certificate in PEM. */
  public String pem() {
    return IdentityFiles.pem(certificate);
  }

  @Override
  public ServerIdentity identity() {
    Instant now = clock.instant();
    KeyPair keys = CertificateMaker.newKeys();
    X509Certificate server =
        CertificateMaker.server(keys, names, certificate, key, now, SERVER_LIFE);
    renewAt = now.plus(RENEWED_AFTER);
    return new ServerIdentity(keys.getPrivate(), List.of(server, certificate));
  }

  @Override
  public boolean isDue(Instant now) {
    return !now.isBefore(renewAt);
  }
}
