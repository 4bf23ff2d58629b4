package dev.grapnel.service.path;

import dev.grapnel.service.x509.ParsedCertificate;
import java.util.List;

/** Rules for single certificates beyond those of RFC 5280 section 6. Thread-safe. */
public interface CertificateProfile {
  /** None. */
  CertificateProfile RFC_5280 =
      new CertificateProfile() {
        @Override
        public List<Violation> ofLeaf(ParsedCertificate leaf) {
          return List.of();
        }

        @Override
        public List<Violation> ofCa(ParsedCertificate ca) {
          return List.of();
        }
      };

  /** What a leaf breaks. */
  List<Violation> ofLeaf(ParsedCertificate leaf);

  /** What a CA's certificate breaks, be it an intermediate's or an anchor. */
  List<Violation> ofCa(ParsedCertificate ca);
}
