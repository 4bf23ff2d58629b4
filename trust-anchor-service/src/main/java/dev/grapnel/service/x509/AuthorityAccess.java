package dev.grapnel.service.x509;

import java.util.ArrayList;
import java.util.List;

/**
 * The authority information access extension (RFC 5280 section 4.2.2.1). It decides nothing, so one
 * that cannot be read does not spoil a certificate: it only leads nowhere.
 */
final class AuthorityAccess {
  private static final int MAX_DESCRIPTIONS = 32;

  private AuthorityAccess() {}

  /** The URLs of OCSP responders. */
  static List<String> ocsp(DerValue extension) {
    List<String> urls = new ArrayList<>();
    try {
      DerReader list = extension.reader().sequence();
      while (list.hasMore() && urls.size() < MAX_DESCRIPTIONS) {
        DerReader description = list.sequence();
        boolean ocsp = description.oid().equals(Oids.OCSP);
        if (ocsp && GeneralName.read(description) instanceof GeneralName.Uri(String url)) {
          urls.add(url);
        }
      }
    } catch (MalformedX509Exception _) {
      return List.of();
    }
    return List.copyOf(urls);
  }
}
