package dev.grapnel.service.signature;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.grapnel.protocol.certificate.DerCertificate;
import dev.grapnel.service.crypto.VerificationKey;
import java.util.Optional;

/**
 * Certificates that were parsed before and turned out to be under a trust anchor: the same bytes
 * are not parsed again. What strangers send is not kept. Bounded by bytes. Thread-safe.
 */
final class KnownLeaves {
  private static final long MAX_BYTES = 32L << 20;

  /** A parsed certificate with its key takes some times its encoding. */
  private static final int EXPANSION = 6;

  /** What the bytes of a certificate say. */
  record Leaf(LeafCertificate certificate, VerificationKey key) {}

  private final Cache<DerCertificate, Leaf> leaves =
      Caffeine.newBuilder()
          .maximumWeight(MAX_BYTES)
          .weigher((DerCertificate der, Leaf leaf) -> EXPANSION * der.length())
          .build();

  Optional<Leaf> find(DerCertificate der) {
    return Optional.ofNullable(leaves.getIfPresent(der));
  }

  void keep(ProvenCaller caller) {
    leaves.put(caller.leaf().der(), new Leaf(caller.leaf(), caller.key()));
  }
}
