package dev.grapnel.service.token;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The keys under which sessions and page tokens are sealed, oldest first. Immutable.
 *
 * <p>At any moment one key seals: the youngest whose time has come. A key opens what it sealed
 * until {@link #OVERLAP} after its successor took over, when the last session sealed by it has
 * ended; after that whatever it sealed is refused. Retired keys stay in the ring, so that whoever
 * comes with an old session is told that it has expired.
 */
public final class KeyRing {
  /** Bytes of a ring key and of every key derived from one. */
  public static final int KEY_LENGTH = 32;

  /** How long a key opens after it has ceased to seal: the longest session and clock skew. */
  public static final Duration OVERLAP = Duration.ofHours(13);

  private final List<RingKey> keys;

  KeyRing(List<RingKey> keys) {
    if (keys.stream().allMatch(RingKey::revoked)) {
      throw new IllegalArgumentException("a key ring needs a key that is not revoked");
    }
    this.keys = keys.stream().sorted(Comparator.comparing(RingKey::sealsFrom)).toList();
  }

  public List<RingKey> keys() {
    return keys;
  }

  /** The key that seals at that time. */
  RingKey sealing(Instant now) {
    List<RingKey> usable = keys.stream().filter(key -> !key.revoked()).toList();
    for (RingKey key : usable.reversed()) {
      if (!key.sealsFrom().isAfter(now)) {
        return key;
      }
    }
    // A clock that went back to before the first key; that key is better than none.
    return usable.getFirst();
  }

  /** Whether what the key sealed may still be opened at that time. */
  boolean opens(RingKey key, Instant now) {
    int index = keys.indexOf(key);
    return index >= 0 && !key.revoked() && !retired(index, now);
  }

  /** The key of that id, retired or not. */
  public Optional<RingKey> find(RingKeyId id) {
    return keys.stream().filter(key -> key.id().equals(id)).findFirst();
  }

  private boolean retired(int index, Instant now) {
    return index + 1 < keys.size() && keys.get(index + 1).sealsFrom().plus(OVERLAP).isBefore(now);
  }
}
