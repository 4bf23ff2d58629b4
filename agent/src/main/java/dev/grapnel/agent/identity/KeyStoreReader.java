package dev.grapnel.agent.identity;

import dev.grapnel.agent.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** Identities in PKCS#12 (RFC 7292) and JKS files, modern and old. */
public final class KeyStoreReader {
  private static final int JKS_MAGIC = 0xfe;
  private static final int DER_SEQUENCE = 0x30;

  private KeyStoreReader() {}

  /** Whether the file is a key store, by its first byte; a PEM file is text. */
  public static boolean isKeyStore(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      int first = in.read();
      return first == JKS_MAGIC || first == DER_SEQUENCE;
    } catch (IOException _) {
      return false; // whoever reads it as PEM says why it cannot be read
    }
  }

  static WorkloadIdentity read(KeySource.KeyStoreFile source) throws ProblemException {
    byte[] bytes = SmallFile.read(source.file(), "key store");
    Optional<ProblemException> problem = Optional.empty();
    for (char[] password : PasswordForms.of(source.password().read())) {
      for (Kind kind : kinds(bytes)) {
        try {
          WorkloadIdentity found = read(source, kind, bytes, password);
          source.password().accepted();
          return found;
        } catch (ProblemException e) {
          problem = problem.or(() -> Optional.of(e));
        } catch (IOException | GeneralSecurityException | RuntimeException _) {
          // Tried otherwise, or said below without the cause: it may quote what it could not read.
        }
      }
      Arrays.fill(password, '\0');
    }
    if (problem.isPresent()) {
      throw problem.get();
    }
    source.password().refused();
    throw new ProblemException(
        "the key store " + source.file() + " cannot be opened",
        "check the password; if it is right, the file is damaged or of another kind");
  }

  /** A reader of key stores: a name of {@link KeyStore} and whether BouncyCastle's is meant. */
  private record Kind(String name, boolean bouncyCastle) {}

  /** BouncyCastle reads a few PKCS#12 files that the JDK does not, such as those not encrypted. */
  private static List<Kind> kinds(byte[] bytes) {
    return bytes.length > 0 && (bytes[0] & 0xff) == JKS_MAGIC
        ? List.of(new Kind("JKS", false))
        : List.of(new Kind("PKCS12", false), new Kind("PKCS12", true));
  }

  private static WorkloadIdentity read(
      KeySource.KeyStoreFile source, Kind kind, byte[] bytes, char[] password)
      throws IOException, GeneralSecurityException, ProblemException {
    KeyStore store =
        kind.bouncyCastle()
            ? KeyStore.getInstance(kind.name(), new BouncyCastleProvider())
            : KeyStore.getInstance(kind.name());
    store.load(new ByteArrayInputStream(bytes), password);
    String alias = StoredIdentity.alias(store, source.choice(), certificate -> true);
    return StoredIdentity.of(store, alias, password, Optional.empty(), source.file().toString());
  }
}
