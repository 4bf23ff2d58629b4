package dev.grapnel.agent.identity;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where a certificate and its private key are kept. */
public sealed interface KeySource {
  /** Every file that is read, so that a change of one can be noticed. */
  List<Path> files();

  /**
   * PEM files; the key may be in the certificate's file.
   *
   * @param intermediates certificates to send along, in the order of the file
   */
  record PemFiles(Path certificate, Optional<Path> key, Optional<Path> intermediates)
      implements KeySource {
    @Override
    public List<Path> files() {
      List<Path> files = new ArrayList<>();
      files.add(certificate);
      key.ifPresent(files::add);
      intermediates.ifPresent(files::add);
      return files;
    }

    Path keyFile() {
      return key.orElse(certificate);
    }
  }
}
