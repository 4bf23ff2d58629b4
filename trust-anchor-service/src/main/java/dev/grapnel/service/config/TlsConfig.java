package dev.grapnel.service.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The API's own certificate.
 *
 * @param certificate a PEM file, the server's certificate first; without one, a local CA makes one
 * @param key its private key, PKCS#8 in PEM, not encrypted
 * @param names further host names and addresses for the certificate that the local CA makes
 */
public record TlsConfig(Optional<Path> certificate, Optional<Path> key, List<String> names) {

  static TlsConfig from(Section section) {
    TlsConfig config =
        new TlsConfig(
            section.optionalPath("certificate"),
            section.optionalPath("key"),
            section.list("names", List.of()));
    if (config.certificate().isPresent() != config.key().isPresent()) {
      section.problem("tls.certificate and tls.key belong together: give both or neither");
    }
    return config;
  }
}
