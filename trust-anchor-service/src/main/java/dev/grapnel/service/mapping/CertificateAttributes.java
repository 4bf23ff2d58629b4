package dev.grapnel.service.mapping;

import dev.grapnel.service.refusal.Denial;
import dev.grapnel.service.refusal.Verdict;
import dev.grapnel.service.registry.AttributeMapping;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509CertificateHolder;

/** Reads the attributes of a certificate that a profile's mappings name. */
public final class CertificateAttributes {
  private static final String ALL = "*";

  private final SortedMap<String, String> found = new TreeMap<>();

  private CertificateAttributes() {}

  /**
   * The mapped attributes by key ({@code x509Subject/CN}), unmodifiable and in the keys' order; of
   * an attribute with several values the first, in the order of the DER. An attribute that the
   * certificate lacks, and a specifier that names none, have no key. Refused where the subject
   * alternative name cannot be read: conditions must not be judged without it.
   */
  public static Verdict<SortedMap<String, String>> of(
      X509CertificateHolder leaf, List<AttributeMapping> mappings) {
    Optional<AlternativeNames> alternativeNames = alternativeNames(leaf);
    if (alternativeNames.isEmpty()) {
      return Verdict.refuse(
          new Denial.NotAllowed(
              "The certificate's subject alternative name cannot be read; have it issued again",
              "the subject alternative name extension is not a sequence of general names"));
    }
    CertificateAttributes attributes = new CertificateAttributes();
    for (AttributeMapping mapping : mappings) {
      String prefix = mapping.certificateField().wireName() + '/';
      switch (mapping.certificateField()) {
        case X509_SUBJECT ->
            attributes.addName(
                prefix, DistinguishedName.of(leaf.getSubject()), mapping.specifiers());
        case X509_ISSUER ->
            attributes.addName(
                prefix, DistinguishedName.of(leaf.getIssuer()), mapping.specifiers());
        case X509_SAN ->
            attributes.addAlternativeNames(prefix, alternativeNames.get(), mapping.specifiers());
      }
    }
    return Verdict.pass(Collections.unmodifiableSortedMap(attributes.found));
  }

  /** The subject's first common name, raw; what a session's source identity is made of. */
  public static Optional<String> commonName(X509CertificateHolder leaf) {
    return DistinguishedName.of(leaf.getSubject()).first(AttributeType.CN.oid());
  }

  private static Optional<AlternativeNames> alternativeNames(X509CertificateHolder leaf) {
    Extension extension = leaf.getExtension(Extension.subjectAlternativeName);
    if (extension == null) {
      return Optional.of(AlternativeNames.NONE);
    }
    try {
      return Optional.of(AlternativeNames.of(GeneralNames.getInstance(extension.getParsedValue())));
    } catch (IllegalArgumentException | IllegalStateException _) {
      return Optional.empty();
    }
  }

  private void addName(String prefix, DistinguishedName name, List<String> specifiers) {
    for (String specifier : specifiers) {
      if (specifier.equals(ALL)) {
        name.forEachNamed((shortName, value) -> found.put(prefix + shortName, value));
      } else {
        Specifier.attribute(specifier)
            .ifPresent(
                attribute ->
                    name.first(attribute.oid())
                        .ifPresent(value -> found.put(prefix + attribute.key(), value)));
      }
    }
  }

  private void addAlternativeNames(String prefix, AlternativeNames names, List<String> specifiers) {
    for (String specifier : specifiers) {
      switch (Specifier.alternativeName(specifier)) {
        case Specifier.Dns dns -> names.dns().ifPresent(v -> found.put(prefix + dns.key(), v));
        case Specifier.Uri uri -> names.uri().ifPresent(v -> found.put(prefix + uri.key(), v));
        case Specifier.Name name ->
            names
                .directoryName()
                .ifPresent(dn -> addName(prefix + "Name/", dn, List.of(name.attribute())));
        case Specifier.Nothing _ -> {}
      }
    }
  }
}
