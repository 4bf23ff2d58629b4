package dev.grapnel.service.path;

import dev.grapnel.service.x509.ParsedCertificate;

/**
 * A rule that a certificate breaks.
 *
 * @param detail what was found and what was expected, for people; text from the certificate has
 *     been made printable
 */
public record Violation(PathRule rule, ParsedCertificate certificate, String detail) {
  static Violation badSignature(ParsedCertificate certificate, ParsedCertificate issuer) {
    return new Violation(
        PathRule.SIGNATURE_INVALID,
        certificate,
        "its signature does not verify with the key of %s".formatted(issuer));
  }
}
