package dev.grapnel.service.revocation;

import dev.grapnel.protocol.certificate.DerCertificate;
import dev.grapnel.protocol.certificate.MalformedCertificateException;
import dev.grapnel.service.x509.DerReader;
import dev.grapnel.service.x509.DerTag;
import dev.grapnel.service.x509.DerValue;
import dev.grapnel.service.x509.DistinguishedName;
import dev.grapnel.service.x509.Extension;
import dev.grapnel.service.x509.MalformedX509Exception;
import dev.grapnel.service.x509.Oids;
import dev.grapnel.service.x509.ParsedCertificate;
import dev.grapnel.service.x509.SignedStructure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A basic OCSP response (RFC 6960 section 4.2), read whole; nothing is verified.
 *
 * @param responder the responder's name, or the hash of its key
 * @param certificates that came along
 */
record OcspResponse(
    SignedStructure signed,
    Responder responder,
    List<Single> singles,
    List<ParsedCertificate> certificates) {
  static final int MAX_SINGLES = 64;
  static final int MAX_CERTIFICATES = 8;

  /** Who says it signed. */
  sealed interface Responder {
    record Named(DistinguishedName name) implements Responder {}

    record Keyed(DerValue keyHash) implements Responder {}
  }

  /** What is said of a certificate. */
  enum Status {
    GOOD,
    REVOKED,
    UNKNOWN
  }

  /** What is said of one certificate, and from when to when it holds. */
  record Single(
      OcspCertId id,
      Status status,
      Optional<Instant> revokedAt,
      Instant thisUpdate,
      Optional<Instant> nextUpdate) {}

  /** Reads a response. */
  static OcspResponse parse(byte[] der) throws MalformedX509Exception {
    DerReader outer = DerReader.of(der);
    DerReader response = outer.sequence();
    outer.requireEnd();
    int status = response.count(DerTag.ENUMERATED);
    if (status != 0) {
      throw new MalformedX509Exception("the responder answered with error " + status);
    }
    DerReader bytes = response.enter(DerTag.constructed(0)).sequence();
    if (!bytes.oid().equals(Oids.OCSP_BASIC)) {
      throw new MalformedX509Exception("the response is not of the basic type");
    }
    return basic(DerReader.of(bytes.octetString()).sequence());
  }

  private static OcspResponse basic(DerReader basic) throws MalformedX509Exception {
    SignedStructure signed = SignedStructure.read(basic);
    List<ParsedCertificate> certificates = readCertificates(basic);
    basic.requireEnd();
    DerReader data = signed.content().sequence();
    if (data.nextIs(DerTag.constructed(0))) {
      data.skip(); // the version; there is only one
    }
    Responder responder = readResponder(data);
    data.generalizedTime();
    List<Single> singles = readSingles(data.sequence());
    requireKnownExtensions(data);
    data.requireEnd();
    return new OcspResponse(signed, responder, singles, certificates);
  }

  private static List<ParsedCertificate> readCertificates(DerReader basic)
      throws MalformedX509Exception {
    List<ParsedCertificate> certificates = new ArrayList<>();
    if (basic.nextIs(DerTag.constructed(0))) {
      DerReader list = basic.enter(DerTag.constructed(0)).sequence();
      while (list.hasMore()) {
        if (certificates.size() == MAX_CERTIFICATES) {
          throw new MalformedX509Exception(
              "the response has more than " + MAX_CERTIFICATES + " certificates");
        }
        certificates.add(certificate(list.element()));
      }
    }
    return List.copyOf(certificates);
  }

  private static ParsedCertificate certificate(byte[] der) throws MalformedX509Exception {
    try {
      return ParsedCertificate.parse(DerCertificate.of(der));
    } catch (MalformedCertificateException e) {
      throw new MalformedX509Exception(String.valueOf(e.getMessage()));
    }
  }

  private static Responder readResponder(DerReader data) throws MalformedX509Exception {
    if (data.nextIs(DerTag.constructed(1))) {
      return new Responder.Named(DistinguishedName.read(data.enter(DerTag.constructed(1))));
    }
    DerReader explicit = data.enter(DerTag.constructed(2));
    return new Responder.Keyed(new DerValue(explicit.octetString()));
  }

  private static List<Single> readSingles(DerReader list) throws MalformedX509Exception {
    List<Single> singles = new ArrayList<>();
    while (list.hasMore()) {
      if (singles.size() == MAX_SINGLES) {
        throw new MalformedX509Exception(
            "the response is about more than " + MAX_SINGLES + " certificates");
      }
      singles.add(readSingle(list.sequence()));
    }
    return List.copyOf(singles);
  }

  private static Single readSingle(DerReader reader) throws MalformedX509Exception {
    OcspCertId id = OcspCertId.read(reader);
    int tag = reader.nextTag();
    Status status = status(tag);
    Optional<Instant> revokedAt = Optional.empty();
    DerReader details = reader.enter(tag);
    if (status == Status.REVOKED) {
      revokedAt = Optional.of(details.generalizedTime());
    }
    Instant thisUpdate = reader.generalizedTime();
    Optional<Instant> nextUpdate = Optional.empty();
    if (reader.nextIs(DerTag.constructed(0))) {
      nextUpdate = Optional.of(reader.enter(DerTag.constructed(0)).generalizedTime());
    }
    requireKnownExtensions(reader);
    reader.requireEnd();
    return new Single(id, status, revokedAt, thisUpdate, nextUpdate);
  }

  private static Status status(int tag) throws MalformedX509Exception {
    return switch (tag) {
      case 0x80 -> Status.GOOD;
      case 0xa1 -> Status.REVOKED;
      case 0x82 -> Status.UNKNOWN;
      default -> throw new MalformedX509Exception("a certificate's status is of no known kind");
    };
  }

  /** {@code [1] EXPLICIT Extensions}; none is needed, and none that is critical is understood. */
  private static void requireKnownExtensions(DerReader reader) throws MalformedX509Exception {
    if (reader.nextIs(DerTag.constructed(1))) {
      for (Extension extension : Extension.readAll(reader.enter(DerTag.constructed(1)))) {
        if (extension.critical()) {
          throw new MalformedX509Exception(
              "the response has the critical extension " + extension.oid());
        }
      }
    }
  }

  /** What is said of that certificate. */
  Optional<Single> about(OcspCertId id) {
    return singles.stream().filter(single -> single.id().equals(id)).findFirst();
  }

  /** Purposes of a certificate that may sign responses in its issuer's stead. */
  static boolean mayRespond(ParsedCertificate certificate) {
    Optional<Set<String>> purposes = certificate.extendedKeyUsage();
    return purposes.isPresent() && purposes.get().contains(Oids.OCSP_SIGNING);
  }
}
