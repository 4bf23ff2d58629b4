package dev.grapnel.service.path;

import dev.grapnel.service.x509.ParsedCertificate;
import java.util.List;
import java.util.stream.Stream;

/**
 * A path: the certificates from the leaf upwards, and the anchor that issued the last of them.
 *
 * @param certificates at least the leaf, which is the first
 */
public record CertificatePath(List<ParsedCertificate> certificates, ParsedCertificate anchor) {
  public CertificatePath {
    certificates = List.copyOf(certificates);
  }

  public ParsedCertificate leaf() {
    return certificates.getFirst();
  }

  /** The issuers of the certificate at that place, the nearest first, the anchor last. */
  public List<ParsedCertificate> issuersOf(int index) {
    return Stream.concat(
            certificates.subList(index + 1, certificates.size()).stream(), Stream.of(anchor))
        .toList();
  }
}
