package dev.grapnel.service.chain;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.grapnel.protocol.arn.Arn;
import dev.grapnel.protocol.certificate.DerCertificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Chains that were verified, by everything that their verdict depends on: so a changed anchor or
 * CRL is another key, and an old verdict is never found again. Bounded by the bytes of its
 * certificates. Thread-safe.
 */
final class ChainCache {
  /** What a verdict depends on, time apart. */
  record Key(
      Arn anchor,
      long anchorVersion,
      Object revocationVersion,
      DerCertificate leaf,
      List<DerCertificate> candidates) {
    Key {
      candidates = List.copyOf(candidates);
    }

    int weight() {
      return leaf.length() + candidates.stream().mapToInt(DerCertificate::length).sum();
    }
  }

  private final Cache<Key, AcceptedPath> paths;

  ChainCache(long maxBytes) {
    paths =
        Caffeine.newBuilder()
            .maximumWeight(maxBytes)
            .weigher((Key key, AcceptedPath path) -> key.weight() + path.weight())
            .build();
  }

  /** The path that was accepted, if the verdict holds at that second. */
  Optional<AcceptedPath> find(Key key, Instant second) {
    return Optional.ofNullable(paths.getIfPresent(key)).filter(path -> path.holdsAt(second));
  }

  void keep(Key key, AcceptedPath path) {
    paths.put(key, path);
  }
}
