package dev.grapnel.service.mapping;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * An attribute type of a distinguished name that has a short name (RFC 4519, PKCS #9 and X.520):
 * what the specifier {@code *} maps.
 */
enum AttributeType {
  CN("2.5.4.3"),
  SN("2.5.4.4"),
  SERIALNUMBER("2.5.4.5"),
  C("2.5.4.6"),
  L("2.5.4.7"),
  ST("2.5.4.8"),
  STREET("2.5.4.9"),
  O("2.5.4.10"),
  OU("2.5.4.11"),
  T("2.5.4.12"),
  BUSINESS_CATEGORY("2.5.4.15", "BusinessCategory"),
  POSTAL_CODE("2.5.4.17", "PostalCode"),
  NAME("2.5.4.41", "Name"),
  GN("2.5.4.42"),
  INITIALS("2.5.4.43", "Initials"),
  GENERATION("2.5.4.44", "Generation"),
  UNIQUE_IDENTIFIER("2.5.4.45", "UniqueIdentifier"),
  DN_QUALIFIER("2.5.4.46", "DNQ"),
  PSEUDONYM("2.5.4.65", "Pseudonym"),
  ORGANIZATION_IDENTIFIER("2.5.4.97", "OrganizationIdentifier"),
  UID("0.9.2342.19200300.100.1.1"),
  DC("0.9.2342.19200300.100.1.25"),
  E("1.2.840.113549.1.9.1");

  private static final Map<String, AttributeType> BY_OID =
      Arrays.stream(values()).collect(Collectors.toMap(type -> type.oid, Function.identity()));

  private static final Map<String, AttributeType> BY_NAME =
      Arrays.stream(values())
          .collect(
              Collectors.toMap(
                  type -> type.shortName.toLowerCase(Locale.ROOT), Function.identity()));

  private final String oid;
  private final String shortName;

  AttributeType(String oid) {
    this.oid = oid;
    this.shortName = name();
  }

  AttributeType(String oid, String shortName) {
    this.oid = oid;
    this.shortName = shortName;
  }

  /** The object identifier in dotted form. */
  String oid() {
    return oid;
  }

  /** The name in a tag's key. */
  String shortName() {
    return shortName;
  }

  static Optional<AttributeType> ofOid(String oid) {
    return Optional.ofNullable(BY_OID.get(oid));
  }

  /** By short name in any case, as condition keys are read. */
  static Optional<AttributeType> ofName(String name) {
    return Optional.ofNullable(BY_NAME.get(name.toLowerCase(Locale.ROOT)));
  }
}
