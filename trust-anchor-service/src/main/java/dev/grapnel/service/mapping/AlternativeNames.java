package dev.grapnel.service.mapping;

import java.util.Optional;
import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;

/** The first name of each kind that can be mapped from a subject alternative name. */
record AlternativeNames(
    Optional<String> dns, Optional<String> uri, Optional<DistinguishedName> directoryName) {
  static final AlternativeNames NONE =
      new AlternativeNames(Optional.empty(), Optional.empty(), Optional.empty());

  /**
   * @throws IllegalArgumentException where a name is not of its kind's ASN.1 type
   */
  static AlternativeNames of(GeneralNames names) {
    return new AlternativeNames(
        first(names, GeneralName.dNSName).map(AlternativeNames::ia5),
        first(names, GeneralName.uniformResourceIdentifier).map(AlternativeNames::ia5),
        first(names, GeneralName.directoryName)
            .map(name -> DistinguishedName.of(X500Name.getInstance(name.getName()))));
  }

  private static Optional<GeneralName> first(GeneralNames names, int kind) {
    for (GeneralName name : names.getNames()) {
      if (name.getTagNo() == kind) {
        return Optional.of(name);
      }
    }
    return Optional.empty();
  }

  private static String ia5(GeneralName name) {
    return ASN1IA5String.getInstance(name.getName()).getString();
  }
}
