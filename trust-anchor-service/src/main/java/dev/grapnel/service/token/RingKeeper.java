package dev.grapnel.service.token;

import dev.grapnel.protocol.secret.SecretValue;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the key ring: makes its first key, takes in keys of other replicas, rotates. */
public final class RingKeeper implements KeyRings {
  /** How long a new key is known before it seals: longer than any replica is out of touch. */
  public static final Duration ANNOUNCEMENT = Duration.ofMinutes(5);

  /** How often, at most, an unknown key id makes the store be asked. */
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger(RingKeeper.class);

  private final RingKeyStore store;
  private final KeyWrap wrap;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final SecureRandom random;
  private final AtomicLong nextLookNanos;
  private volatile KeyRing ring;

  private RingKeeper(
      RingKeyStore store,
      KeyWrap wrap,
      InstantSource clock,
      LongSupplier nanoTime,
      SecureRandom random,
      KeyRing ring) {
    this.store = store;
    this.wrap = wrap;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.random = random;
    this.ring = ring;
    this.nextLookNanos = new AtomicLong(nanoTime.getAsLong());
  }

  /** Reads the ring; makes its first key where there is none. */
  public static RingKeeper open(
      RingKeyStore store,
      KeyWrap wrap,
      InstantSource clock,
      LongSupplier nanoTime,
      SecureRandom random)
      throws IOException, WrongMasterKeyException {
    List<KeptRingKey> kept = store.ringKeys();
    if (kept.isEmpty()) {
      Instant now = clock.instant();
      kept = store.change(keys -> keys.isEmpty() ? List.of(made(wrap, random, now, now)) : keys);
    }
    return new RingKeeper(store, wrap, clock, nanoTime, random, unwrapped(wrap, kept));
  }

  @Override
  public KeyRing current() {
    return ring;
  }

  @Override
  public Optional<RingKey> find(RingKeyId id) {
    Optional<RingKey> known = ring.find(id);
    if (known.isPresent() || !mayLookAgain()) {
      return known;
    }
    var _ = refreshQuietly();
    return ring.find(id);
  }

  /** Takes in what other processes changed. */
  public void refresh() throws IOException, WrongMasterKeyException {
    ring = unwrapped(wrap, store.ringKeys());
  }

  /**
   * As {@link #refresh}; a failure is logged and the ring stays as it is.
   *
   * @return whether the ring is what the store holds
   */
  public boolean refreshQuietly() {
    try {
      refresh();
      return true;
    } catch (IOException | WrongMasterKeyException e) {
      LOG.warn("the key ring cannot be read again and stays as it was: {}", e.getMessage());
      return false;
    }
  }

  /**
   * Adds a key that seals once {@link #ANNOUNCEMENT} has passed; sessions that were sealed before
   * go on to their end.
   */
  public RingKeyId rotate() throws IOException, WrongMasterKeyException {
    Instant now = clock.instant();
    KeptRingKey added = made(wrap, random, now, now.plus(ANNOUNCEMENT));
    store.change(keys -> appended(keys, added));
    refresh();
    return added.id();
  }

  /** Adds a key that seals at once and ends every session and page token there is. */
  public RingKeyId revokeAll() throws IOException, WrongMasterKeyException {
    Instant now = clock.instant();
    KeptRingKey added = made(wrap, random, now, now);
    store.change(keys -> appended(keys.stream().map(RingKeeper::revoked).toList(), added));
    refresh();
    return added.id();
  }

  private static List<KeptRingKey> appended(List<KeptRingKey> keys, KeptRingKey added) {
    List<KeptRingKey> all = new ArrayList<>(keys);
    all.add(added);
    return all;
  }

  private static KeptRingKey revoked(KeptRingKey key) {
    return new KeptRingKey(key.id(), key.createdAt(), key.sealsFrom(), key.wrapped(), true);
  }

  private boolean mayLookAgain() {
    long now = nanoTime.getAsLong();
    long next = nextLookNanos.get();
    return now - next >= 0 && nextLookNanos.compareAndSet(next, now + LOOK_AGAIN.toNanos());
  }

  private static KeptRingKey made(
      KeyWrap wrap, SecureRandom random, Instant now, Instant sealsFrom) {
    RingKeyId id = RingKeyId.random(random);
    byte[] key = new byte[KeyRing.KEY_LENGTH];
    random.nextBytes(key);
    return new KeptRingKey(id, now, sealsFrom, wrap.wrap(purpose(id), SecretValue.of(key)), false);
  }

  private static KeyRing unwrapped(KeyWrap wrap, List<KeptRingKey> kept)
      throws WrongMasterKeyException {
    List<RingKey> keys = new ArrayList<>();
    for (KeptRingKey key : kept) {
      SecretValue secret = wrap.unwrap(purpose(key.id()), key.wrapped());
      keys.add(new RingKey(key.id(), key.sealsFrom(), key.revoked(), secret));
    }
    return new KeyRing(keys);
  }

  /** What a ring key is wrapped for. */
  static String purpose(RingKeyId id) {
    return "ring-key/" + id;
  }
}
