package dev.grapnel.service.x509;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One extension; its value is DER that is not looked at yet. */
public record Extension(String oid, boolean critical, DerValue value) {
  /** The most extensions of one certificate, CRL, CRL entry or OCSP response. */
  public static final int MAX_EXTENSIONS = 64;

  /** Reads Extensions: at least one, none twice (RFC 5280 section 4.2). */
  public static List<Extension> readAll(DerReader reader) throws MalformedX509Exception {
    DerReader list = reader.sequence();
    List<Extension> extensions = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    do {
      if (extensions.size() == MAX_EXTENSIONS) {
        throw new MalformedX509Exception("there are more than " + MAX_EXTENSIONS + " extensions");
      }
      Extension extension = read(list.sequence());
      if (!seen.add(extension.oid)) {
        throw new MalformedX509Exception("the extension " + extension.oid + " is there twice");
      }
      extensions.add(extension);
    } while (list.hasMore());
    return List.copyOf(extensions);
  }

  private static Extension read(DerReader reader) throws MalformedX509Exception {
    String oid = reader.oid();
    boolean critical = reader.nextIs(DerTag.BOOLEAN) && reader.bool();
    DerValue value = new DerValue(reader.octetString());
    reader.requireEnd();
    return new Extension(oid, critical, value);
  }
}
