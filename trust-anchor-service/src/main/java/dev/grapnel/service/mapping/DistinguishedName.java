package dev.grapnel.service.mapping;

import java.nio.charset.Charset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.ASN1UniversalString;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.IETFUtils;

/**
 * A distinguished name's attributes in the order of its DER; of each type, in dotted form, the
 * first value.
 */
record DistinguishedName(Map<String, String> firstValues) {
  private static final Charset UTF_32BE = Charset.forName("UTF-32BE");

  static DistinguishedName of(X500Name name) {
    Map<String, String> firstValues = new LinkedHashMap<>();
    for (RDN rdn : name.getRDNs()) {
      for (AttributeTypeAndValue attribute : rdn.getTypesAndValues()) {
        firstValues.putIfAbsent(attribute.getType().getId(), text(attribute.getValue()));
      }
    }
    return new DistinguishedName(firstValues);
  }

  Optional<String> first(String oid) {
    return Optional.ofNullable(firstValues.get(oid));
  }

  /** Each attribute whose type has a short name, by that name. */
  void forEachNamed(BiConsumer<String, String> action) {
    firstValues.forEach(
        (oid, value) ->
            AttributeType.ofOid(oid).ifPresent(type -> action.accept(type.shortName(), value)));
  }

  /**
   * The value's characters without any escaping. What is not a string is given as RFC 4514 section
   * 2.4 writes it ({@code #} and its BER in hexadecimal), so that no attribute goes unseen.
   */
  private static String text(ASN1Encodable value) {
    return switch (value) {
      case ASN1UniversalString wide -> new String(wide.getOctets(), UTF_32BE);
      case ASN1BitString bits -> IETFUtils.valueToString(bits);
      case ASN1String string -> string.getString();
      case ASN1Encodable other -> IETFUtils.valueToString(other);
    };
  }
}
