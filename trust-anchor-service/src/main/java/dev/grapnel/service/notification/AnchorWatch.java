package dev.grapnel.service.notification;

import dev.grapnel.protocol.certificate.MalformedCertificateException;
import dev.grapnel.service.path.AnchorBundle;
import dev.grapnel.service.registry.Account;
import dev.grapnel.service.registry.Resource;
import dev.grapnel.service.registry.ResourceKey;
import dev.grapnel.service.registry.ResourceKind;
import dev.grapnel.service.registry.Snapshot;
import dev.grapnel.service.registry.TrustAnchor;
import dev.grapnel.service.x509.ParsedCertificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The trust anchors of enabled accounts, each bundle read once a version. For one thread. */
final class AnchorWatch {
  private static final Logger LOG = LoggerFactory.getLogger(AnchorWatch.class);
  private static final ResourceKey FIRST = new ResourceKey(ResourceKind.TRUST_ANCHOR, "", "");

  private Map<ResourceKey, WatchedAnchor> known = new HashMap<>();

  /** Those of the snapshot; what is not in it is forgotten. */
  List<WatchedAnchor> of(Snapshot snapshot) {
    Map<ResourceKey, WatchedAnchor> present = new HashMap<>();
    List<WatchedAnchor> watched = new ArrayList<>();
    for (Resource resource : snapshot.from(FIRST)) {
      if (!(resource instanceof TrustAnchor anchor)) {
        break;
      }
      WatchedAnchor read = read(anchor);
      present.put(anchor.key(), read);
      if (snapshot.account(anchor.accountId()).filter(Account::enabled).isPresent()) {
        watched.add(read);
      }
    }
    known = present;
    return watched;
  }

  private WatchedAnchor read(TrustAnchor anchor) {
    @Nullable WatchedAnchor before = known.get(anchor.key());
    if (before == null || !sameBundle(before.anchor(), anchor)) {
      return new WatchedAnchor(anchor, certificates(anchor));
    }
    return new WatchedAnchor(anchor, before.certificates());
  }

  private static boolean sameBundle(TrustAnchor before, TrustAnchor now) {
    return before.version() == now.version()
        || before.certificateData().equals(now.certificateData());
  }

  private static List<CaCertificate> certificates(TrustAnchor anchor) {
    try {
      return AnchorBundle.parse(anchor.certificateData()).certificates().stream()
          .map(AnchorWatch::certificate)
          .toList();
    } catch (MalformedCertificateException e) {
      LOG.warn("the bundle of {} cannot be watched: {}", anchor.arn(), e.getMessage());
      return List.of();
    }
  }

  private static CaCertificate certificate(ParsedCertificate parsed) {
    return new CaCertificate(
        parsed.subject().toString(),
        ExpiryNotice.hex(parsed.serialNumber()),
        parsed.issuer().toString(),
        parsed.notAfter());
  }
}
