package dev.grapnel.service.path;

import dev.grapnel.service.x509.BasicConstraints;
import dev.grapnel.service.x509.Extension;
import dev.grapnel.service.x509.Oids;
import dev.grapnel.service.x509.ParsedCertificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The rules that a certificate keeps or breaks by itself, whatever path it is in. Each certificate
 * is judged once a validation. Not thread-safe.
 */
final class CertificateRules {
  private final PathQuery query;
  private final Map<ParsedCertificate, List<Violation>> intermediates = new HashMap<>();
  private final Map<ParsedCertificate, List<Violation>> anchors = new HashMap<>();

  CertificateRules(PathQuery query) {
    this.query = query;
  }

  /** What the leaf breaks. */
  List<Violation> ofLeaf() {
    ParsedCertificate leaf = query.leaf();
    Findings findings = new Findings(leaf);
    checkSigned(findings);
    checkCommon(findings);
    if (leaf.subject().isEmpty() && !hasCriticalAlternativeName(leaf)) {
      findings.add(PathRule.EMPTY_SUBJECT, "it has no subject and no critical alternative name");
    }
    findings.list.addAll(query.profile().ofLeaf(leaf));
    return findings.list;
  }

  /** What a certificate breaks that is to issue another and is no anchor. */
  List<Violation> ofIntermediate(ParsedCertificate certificate) {
    return intermediates.computeIfAbsent(
        certificate,
        ca -> {
          Findings findings = new Findings(ca);
          checkSigned(findings);
          checkCa(findings);
          checkCommon(findings);
          findings.list.addAll(query.profile().ofCa(ca));
          return findings.list;
        });
  }

  /** What an anchor breaks. Its own signature proves nothing and is not looked at. */
  List<Violation> ofAnchor(ParsedCertificate certificate) {
    return anchors.computeIfAbsent(
        certificate,
        anchor -> {
          Findings findings = new Findings(anchor);
          checkCa(findings);
          checkAnchor(findings);
          checkCommon(findings);
          findings.list.addAll(query.profile().ofCa(anchor));
          return findings.list;
        });
  }

  private void checkSigned(Findings findings) {
    ParsedCertificate certificate = findings.certificate;
    if (certificate.issuer().isEmpty()) {
      findings.add(PathRule.EMPTY_ISSUER, "its issuer has no name");
    }
    if (!certificate.algorithmsAgree()) {
      findings.add(
          PathRule.ALGORITHM_MISMATCH,
          "the signature algorithm inside the signed part is not the one beside the signature");
    }
    query
        .signatures()
        .algorithmProblem(certificate.signed())
        .ifPresent(problem -> findings.add(PathRule.ALGORITHM_NOT_ACCEPTED, problem));
  }

  private void checkCommon(Findings findings) {
    ParsedCertificate certificate = findings.certificate;
    query
        .signatures()
        .keyProblem(certificate)
        .ifPresent(problem -> findings.add(PathRule.KEY_NOT_ACCEPTED, problem));
    if (certificate.version() != 3) {
      findings.add(
          PathRule.NOT_VERSION_3, "it is of X.509 version " + certificate.version() + ", not 3");
    }
    if (query.time().isBefore(certificate.notBefore())) {
      findings.add(
          PathRule.NOT_YET_VALID,
          "it is valid from %s on; it is %s now".formatted(certificate.notBefore(), query.time()));
    }
    if (query.time().isAfter(certificate.notAfter())) {
      findings.add(
          PathRule.EXPIRED,
          "it was valid until %s; it is %s now".formatted(certificate.notAfter(), query.time()));
    }
    for (String oid : certificate.unknownCriticalExtensions()) {
      findings.add(
          PathRule.UNKNOWN_CRITICAL_EXTENSION,
          "it has the critical extension " + oid + ", which is not understood here");
    }
    checkPurpose(findings);
  }

  private void checkPurpose(Findings findings) {
    Optional<Set<String>> purposes = findings.certificate.extendedKeyUsage();
    if (query.purpose().isEmpty() || purposes.isEmpty()) {
      return;
    }
    boolean allowed =
        purposes.get().contains(query.purpose().get())
            || purposes.get().contains(Oids.ANY_EXTENDED_KEY_USAGE);
    if (!allowed) {
      findings.add(
          PathRule.PURPOSE_NOT_ALLOWED,
          "its extended key usage does not have %s".formatted(purposeName(query.purpose().get())));
    }
  }

  private void checkCa(Findings findings) {
    ParsedCertificate certificate = findings.certificate;
    if (certificate.subject().isEmpty()) {
      findings.add(PathRule.EMPTY_SUBJECT, "it is a CA's and has no subject");
    }
    if (!certificate.isCa()) {
      findings.add(
          PathRule.NOT_A_CA,
          certificate.version() < 3
              ? "it is of version " + certificate.version() + " and cannot say that it is a CA's"
              : "its basic constraints do not say CA:TRUE");
    }
    if (certificate.keyUsage().isPresent() && !certificate.keyUsage().get().keyCertSign()) {
      findings.add(PathRule.NO_KEY_CERT_SIGN, "its key usage does not have keyCertSign");
    }
  }

  private static void checkAnchor(Findings findings) {
    ParsedCertificate anchor = findings.certificate;
    boolean critical = anchor.basicConstraints().map(BasicConstraints::critical).orElse(true);
    if (!critical) {
      findings.add(PathRule.ANCHOR_NOT_ACCEPTED, "its basic constraints are not critical");
    }
    for (String oid : List.of(Oids.AUTHORITY_KEY_IDENTIFIER, Oids.SUBJECT_KEY_IDENTIFIER)) {
      if (anchor.extension(oid).map(Extension::critical).orElse(false)) {
        findings.add(
            PathRule.ANCHOR_NOT_ACCEPTED,
            "its key identifier extension " + oid + " is critical, which it must not be");
      }
    }
  }

  private static boolean hasCriticalAlternativeName(ParsedCertificate certificate) {
    return certificate
        .extension(Oids.SUBJECT_ALTERNATIVE_NAME)
        .map(Extension::critical)
        .orElse(false);
  }

  private static String purposeName(String oid) {
    return switch (oid) {
      case Oids.CLIENT_AUTH -> "clientAuth";
      case Oids.SERVER_AUTH -> "serverAuth";
      case Oids.OCSP_SIGNING -> "OCSPSigning";
      default -> oid;
    };
  }

  private static final class Findings {
    private final ParsedCertificate certificate;
    private final List<Violation> list = new ArrayList<>();

    Findings(ParsedCertificate certificate) {
      this.certificate = certificate;
    }

    void add(PathRule rule, String detail) {
      list.add(new Violation(rule, certificate, detail));
    }
  }
}
