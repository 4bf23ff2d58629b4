package dev.grapnel.service.token;

import dev.grapnel.protocol.secret.SecretValue;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A ring of keys that tests make up, without a store. */
final class TestRing implements KeyRings {
  private final List<RingKey> keys = new ArrayList<>();

  static TestRing sealingFrom(Instant time) {
    TestRing ring = new TestRing();
    ring.add(time, false);
    return ring;
  }

  RingKey add(Instant sealsFrom, boolean revoked) {
    byte[] bytes = new byte[KeyRing.KEY_LENGTH];
    SecureRandom random = new SecureRandom();
    random.nextBytes(bytes);
    RingKey key = new RingKey(RingKeyId.random(random), sealsFrom, revoked, SecretValue.of(bytes));
    keys.add(key);
    return key;
  }

  @Override
  public KeyRing current() {
    return new KeyRing(keys);
  }

  @Override
  public Optional<RingKey> find(RingKeyId id) {
    return current().find(id);
  }
}
