package dev.grapnel.service.chain;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.grapnel.protocol.arn.Arn;
import dev.grapnel.protocol.certificate.MalformedCertificateException;
import dev.grapnel.service.path.AnchorBundle;
import dev.grapnel.service.registry.TrustAnchor;

/** The bundles of trust anchors, each read once a version. Thread-safe. */
final class AnchorBundles {
  private static final long MAX_BYTES = 64L * 1024 * 1024;

  private record Key(Arn anchor, long version) {}

  private final Cache<Key, AnchorBundle> bundles =
      Caffeine.newBuilder()
          .maximumWeight(MAX_BYTES)
          .weigher((Key _, AnchorBundle bundle) -> bundle.weight())
          .build();

  /** The bundle of that version of the anchor. */
  AnchorBundle of(TrustAnchor anchor) throws MalformedCertificateException {
    Key key = new Key(anchor.arn(), anchor.version());
    AnchorBundle bundle = bundles.getIfPresent(key);
    if (bundle == null) {
      bundle = AnchorBundle.parse(anchor.certificateData());
      bundles.put(key, bundle);
    }
    return bundle;
  }
}
