package dev.grapnel.service.revocation;

import dev.grapnel.service.x509.DistinguishedName;
import dev.grapnel.service.x509.DistributionPoint;
import dev.grapnel.service.x509.DistributionPoint.PointName;
import dev.grapnel.service.x509.GeneralName;
import dev.grapnel.service.x509.MalformedX509Exception;
import dev.grapnel.service.x509.ParsedCertificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Which CRLs speak of a certificate, and of which reasons (RFC 5280 section 6.3.3 (b) and (d)). */
final class CrlMatch {
  /** Bits 1 to 8 of ReasonFlags: keyCompromise to aACompromise. */
  static final int ALL_REASONS = 0x1fe;

  private final ParsedCertificate certificate;

  CrlMatch(ParsedCertificate certificate) {
    this.certificate = certificate;
  }

  /** The certificate's distribution points, and the one that each certificate has unasked. */
  List<DistributionPoint> points() {
    List<DistributionPoint> points = new ArrayList<>(certificate.distributionPoints());
    PointName issuer = new PointName.Full(List.of(new GeneralName.Directory(certificate.issuer())));
    points.add(new DistributionPoint(Optional.of(issuer), OptionalInt.empty(), List.of()));
    return points;
  }

  /** Whose CRLs a distribution point means. */
  List<DistinguishedName> issuers(DistributionPoint point) {
    return point.crlIssuer().isEmpty()
        ? List.of(certificate.issuer())
        : directoryNames(point.crlIssuer());
  }

  /**
   * Whether the CRL, which is of an issuer of the point, speaks of the certificate.
   *
   * @param toTheLetter whether the names of distribution points must agree as well
   */
  boolean speaks(RevocationList list, DistributionPoint point, boolean toTheLetter) {
    CrlScope scope = list.scope();
    boolean mayIssue = point.crlIssuer().isEmpty() || scope.indirect();
    return mayIssue
        && scope.covers(certificate.isCa())
        && (!toTheLetter || scope.point().isEmpty() || namesAgree(list, point));
  }

  /** The reasons that the CRL covers where that point is what leads to it. */
  static int reasons(RevocationList list, DistributionPoint point) {
    return list.scope().reasons().orElse(ALL_REASONS)
        & point.reasons().orElse(ALL_REASONS)
        & ALL_REASONS;
  }

  private boolean namesAgree(RevocationList list, DistributionPoint point) {
    List<GeneralName> ofList = names(list.scope().point().orElseThrow(), list.issuer());
    List<GeneralName> ofPoint =
        point.name().isPresent() ? names(point.name().get(), relativeTo(point)) : point.crlIssuer();
    return ofPoint.stream().anyMatch(ofList::contains);
  }

  private DistinguishedName relativeTo(DistributionPoint point) {
    List<DistinguishedName> issuers = directoryNames(point.crlIssuer());
    return issuers.isEmpty() ? certificate.issuer() : issuers.getFirst();
  }

  private static List<GeneralName> names(PointName name, DistinguishedName relativeTo) {
    return switch (name) {
      case PointName.Full(List<GeneralName> names) -> names;
      case PointName.Relative(var relativeName) -> {
        try {
          yield List.of(new GeneralName.Directory(relativeTo.append(relativeName.bytes())));
        } catch (MalformedX509Exception _) {
          yield List.of(); // agrees with nothing
        }
      }
    };
  }

  private static List<DistinguishedName> directoryNames(List<GeneralName> names) {
    List<DistinguishedName> directory = new ArrayList<>();
    for (GeneralName name : names) {
      if (name instanceof GeneralName.Directory(DistinguishedName of)) {
        directory.add(of);
      }
    }
    return directory;
  }
}
