package dev.grapnel.service.path;

import dev.grapnel.protocol.certificate.DerCertificate;
import dev.grapnel.protocol.certificate.MalformedCertificateException;
import dev.grapnel.protocol.certificate.Pem;
import dev.grapnel.service.x509.MalformedX509Exception;
import dev.grapnel.service.x509.ParsedCertificate;
import java.util.ArrayList;
import java.util.List;

/** The certificates of a trust anchor, read from the PEM bundle that was registered. */
public final class AnchorBundle {
  /** The most certificates of one bundle. */
  public static final int MAX_CERTIFICATES = 1_000;

  private final List<ParsedCertificate> certificates;
  private final AnchorSet anchors;

  private AnchorBundle(List<ParsedCertificate> certificates) {
    this.certificates = List.copyOf(certificates);
    this.anchors = AnchorSet.of(certificates);
  }

  /**
   * Reads a bundle: at least one certificate, each of which can be read.
   *
   * @throws MalformedCertificateException naming the certificate by its place, from 1 on
   */
  public static AnchorBundle parse(String pem) throws MalformedCertificateException {
    List<ParsedCertificate> certificates = new ArrayList<>();
    for (DerCertificate der : Pem.certificates(pem)) {
      try {
        certificates.add(ParsedCertificate.parse(der));
      } catch (MalformedX509Exception e) {
        throw new MalformedCertificateException(
            "certificate %d cannot be read: %s".formatted(certificates.size() + 1, e.getMessage()));
      }
    }
    return new AnchorBundle(certificates);
  }

  /** Every certificate, in order. */
  public List<ParsedCertificate> certificates() {
    return certificates;
  }

  /** The same, found by name. */
  public AnchorSet anchors() {
    return anchors;
  }

  /** How many bytes of DER there are. */
  public int weight() {
    return certificates.stream().mapToInt(c -> c.der().length()).sum();
  }
}
