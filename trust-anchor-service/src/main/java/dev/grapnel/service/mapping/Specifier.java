package dev.grapnel.service.mapping;

import java.util.Locale;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;

/** What one mapping rule names within a certificate field. */
sealed interface Specifier {
  /** The subject alternative name's first DNS name. */
  record Dns(String key) implements Specifier {}

  /** The subject alternative name's first URI. */
  record Uri(String key) implements Specifier {}

  /** An attribute, or {@code *}, of the subject alternative name's first directory name. */
  record Name(String attribute) implements Specifier {}

  /** Something that no certificate has. */
  record Nothing() implements Specifier {}

  /** An attribute type in dotted form and its name in the tag's key. */
  record Attribute(String oid, String key) {}

  /** Reads a specifier of {@code x509SAN}; {@code Name} and {@code Name/} mean {@code Name/*}. */
  static Specifier alternativeName(String specifier) {
    String lower = specifier.toLowerCase(Locale.ROOT);
    return switch (lower) {
      case "dns" -> new Dns("DNS");
      case "uri" -> new Uri("URI");
      case "name", "name/" -> new Name("*");
      case String other when other.startsWith("name/") ->
          new Name(specifier.substring("name/".length()));
      case String _ -> new Nothing();
    };
  }

  /**
   * Reads a specifier of a distinguished name other than {@code *}: a short name in any case, or an
   * OID in dotted form. An OID stays the OID in the tag's key.
   */
  static Optional<Attribute> attribute(String specifier) {
    Optional<AttributeType> named = AttributeType.ofName(specifier);
    if (named.isPresent()) {
      return named.map(type -> new Attribute(type.oid(), type.shortName()));
    }
    return Optional.ofNullable(ASN1ObjectIdentifier.tryFromID(specifier))
        .map(oid -> new Attribute(oid.getId(), specifier));
  }
}
