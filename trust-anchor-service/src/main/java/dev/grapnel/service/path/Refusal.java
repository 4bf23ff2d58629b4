package dev.grapnel.service.path;

import dev.grapnel.service.x509.ParsedCertificate;

/**
 * Why no path was accepted.
 *
 * @param place what the certificate at fault is in the path
 * @param proven whether it is proven all the same that an anchor's CA, directly or through other
 *     CAs, issued the leaf: then its owner may be told why it is refused
 */
public record Refusal(
    PathRule rule, Place place, ParsedCertificate certificate, String detail, boolean proven) {
  /** What a certificate is in a path. */
  public enum Place {
    LEAF("the certificate"),
    INTERMEDIATE("the intermediate CA"),
    ANCHOR("the trust anchor");

    private final String label;

    Place(String label) {
      this.label = label;
    }

    /** For people, at the beginning of a sentence's middle. */
    public String label() {
      return label;
    }
  }

  /** One line: which certificate, what is wrong, and where the rule is written. */
  public String message() {
    return place.label() + " (" + certificate + "): " + detail + " [" + rule.source() + "]";
  }
}
