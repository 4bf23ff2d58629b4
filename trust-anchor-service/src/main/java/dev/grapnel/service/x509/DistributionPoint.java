package dev.grapnel.service.x509;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where CRLs that cover a certificate are found (RFC 5280 section 4.2.1.13).
 *
 * @param reasons the reasons that those CRLs cover, bits as in ReasonFlags; empty for all
 * @param crlIssuer who signs them, where that is not the certificate's issuer
 */
public record DistributionPoint(
    Optional<PointName> name, OptionalInt reasons, List<GeneralName> crlIssuer) {
  /** The most distribution points of one certificate, and the most names of one of them. */
  public static final int MAX_POINTS = 32;

  /** A distribution point's name. */
  public sealed interface PointName {
    /** Its names in full, each for the same point. */
    record Full(List<GeneralName> names) implements PointName {
      public Full {
        names = List.copyOf(names);
      }
    }

    /** One relative name to append to the CRL issuer's. */
    record Relative(DerValue relativeName) implements PointName {}
  }

  public DistributionPoint {
    crlIssuer = List.copyOf(crlIssuer);
  }

  static List<DistributionPoint> readAll(DerReader value) throws MalformedX509Exception {
    DerReader list = value.sequence();
    List<DistributionPoint> points = new ArrayList<>();
    do {
      if (points.size() == MAX_POINTS) {
        throw new MalformedX509Exception(
            "there are more than " + MAX_POINTS + " distribution points");
      }
      points.add(read(list.sequence()));
    } while (list.hasMore());
    return List.copyOf(points);
  }

  private static DistributionPoint read(DerReader reader) throws MalformedX509Exception {
    Optional<PointName> name = Optional.empty();
    if (reader.nextIs(DerTag.constructed(0))) {
      name = Optional.of(readName(reader.enter(DerTag.constructed(0))));
    }
    OptionalInt reasons = OptionalInt.empty();
    if (reader.nextIs(DerTag.primitive(1))) {
      reasons = OptionalInt.of(reader.namedBits(DerTag.primitive(1)));
    }
    List<GeneralName> crlIssuer = List.of();
    if (reader.nextIs(DerTag.constructed(2))) {
      crlIssuer = GeneralName.readAll(reader.enter(DerTag.constructed(2)), MAX_POINTS);
    }
    reader.requireEnd();
    if (name.isEmpty() && crlIssuer.isEmpty()) {
      throw new MalformedX509Exception("a distribution point has neither a name nor an issuer");
    }
    return new DistributionPoint(name, reasons, crlIssuer);
  }

  /** Reads a DistributionPointName, of which the explicit tag has been entered. */
  public static PointName readName(DerReader explicit) throws MalformedX509Exception {
    PointName name;
    if (explicit.nextIs(DerTag.constructed(0))) {
      DerReader names = explicit.enter(DerTag.constructed(0));
      name = new PointName.Full(GeneralName.readAll(names, MAX_POINTS));
    } else {
      requireRelative(explicit);
      name = new PointName.Relative(new DerValue(explicit.element()));
    }
    explicit.requireEnd();
    return name;
  }

  private static void requireRelative(DerReader explicit) throws MalformedX509Exception {
    if (!explicit.nextIs(DerTag.constructed(1))) {
      throw new MalformedX509Exception("a distribution point's name is of no known kind");
    }
  }
}
