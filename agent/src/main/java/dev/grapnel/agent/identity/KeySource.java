package dev.grapnel.agent.identity;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a certificate and its private key are kept. A TPM and the SPIFFE Workload API will be two
 * more.
 */
public sealed interface KeySource {
  /** Every file that is read, so that a change of one can be noticed. */
  List<Path> files();

  /**
   * PEM files; the key may be in the certificate's file.
   *
   * @param intermediates certificates to send along, in the order of the file
   * @param password of an encrypted key
   */
  record PemFiles(
      Path certificate, Optional<Path> key, Optional<Path> intermediates, PasswordSource password)
      implements KeySource {
    @Override
    public List<Path> files() {
      return withPassword(password, Optional.of(certificate), key, intermediates);
    }

    Path keyFile() {
      return key.orElse(certificate);
    }
  }

  /**
   * A PKCS#12 or JKS file; which of the two, its first bytes say.
   *
   * @param choice which of several keys
   */
  record KeyStoreFile(Path file, PasswordSource password, EntryChoice choice) implements KeySource {
    @Override
    public List<Path> files() {
      return withPassword(password, Optional.of(file));
    }
  }

  /**
   * A key in a PKCS#11 token (RFC 7512).
   *
   * @param uri names the token and the key
   * @param library the token's module
   * @param certificate a PEM file, if the certificate is not to be taken from the token
   */
  record Pkcs11Token(
      Pkcs11Uri uri,
      Path library,
      Optional<Path> certificate,
      Optional<Path> intermediates,
      PasswordSource pin,
      EntryChoice choice)
      implements KeySource {
    @Override
    public List<Path> files() {
      return withPassword(pin, Optional.of(library), certificate, intermediates);
    }
  }

  @SafeVarargs
  private static List<Path> withPassword(PasswordSource password, Optional<Path>... paths) {
    List<Path> files = new ArrayList<>();
    for (Optional<Path> path : paths) {
      path.ifPresent(files::add);
    }
    if (password instanceof PasswordSource.FromFile file) {
      files.add(file.path());
    }
    return files;
  }
}
