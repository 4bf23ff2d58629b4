package dev.grapnel.service.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.grapnel.service.store.Opened;
import dev.grapnel.service.store.StoreTestBase;
import dev.grapnel.service.store.TestEngine;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Two keepers of one ring, as two replicas have. */
@ParameterizedClass
@EnumSource(TestEngine.class)
class RingKeeperTest extends StoreTestBase {
  private final AtomicLong nanos = new AtomicLong();

  RingKeeperTest(TestEngine engine) {
    super(engine);
  }

  @Test
  void open_anExistingRing_givesTheSameKeys() throws Exception {
    RingKeeper other = open(wrap(Opened.MASTER_KEY));
    assertEquals(ids(persistence.keyRings()), ids(other));
    reopen();
    assertEquals(ids(other), ids(persistence.keyRings()));
  }

  @Test
  void open_underAnotherMasterKey_saysSo() {
    WrongMasterKeyException failure =
        assertThrows(
            WrongMasterKeyException.class,
            () -> open(wrap("//////////////////////////////////////////8=")));
    assertTrue(String.valueOf(failure.getMessage()).contains("another master key"));
  }

  @Test
  void rotate_theNewKeySealsOnlyOnceItHasBeenAnnounced() throws Exception {
    RingKeeper keeper = persistence.keyRings();
    RingKeyId old = keeper.current().sealing(clock.instant()).id();
    RingKeyId added = keeper.rotate();
    clock.advance(RingKeeper.ANNOUNCEMENT.minusMillis(1));
    assertEquals(old, keeper.current().sealing(clock.instant()).id());
    clock.advance(Duration.ofMillis(1));
    assertEquals(added, keeper.current().sealing(clock.instant()).id());
  }

  @Test
  void find_aKeyOfAnotherReplica_looksInTheStoreOnceASecond() throws Exception {
    RingKeeper here = open(wrap(Opened.MASTER_KEY));
    RingKeeper there = persistence.keyRings();
    RingKeyId unknown = new RingKeyId(1);
    assertEquals(Optional.empty(), here.find(unknown));
    RingKeyId added = there.rotate();
    assertEquals(Optional.empty(), here.find(added), "it has just looked");
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    assertEquals(added, here.find(added).orElseThrow().id());
  }

  @Test
  void revokeAll_leavesOneKeyThatOpens() throws Exception {
    RingKeeper keeper = persistence.keyRings();
    keeper.rotate();
    clock.advance(Duration.ofSeconds(1));
    RingKeyId fresh = keeper.revokeAll();
    assertEquals(fresh, keeper.current().sealing(clock.instant()).id());
    List<RingKeyId> opening =
        keeper.current().keys().stream()
            .filter(key -> keeper.current().opens(key, clock.instant()))
            .map(RingKey::id)
            .toList();
    assertEquals(List.of(fresh), opening);
  }

  @Test
  void keptSecret_isMadeOnce_andSharedByAll() throws Exception {
    KeptSecrets here = new KeptSecrets(persistence.store().keptSecrets(), persistence.keyWrap());
    KeptSecrets there = new KeptSecrets(persistence.store().keptSecrets(), wrap(Opened.MASTER_KEY));
    assertEquals(Optional.empty(), here.find("a"));
    var made = here.findOrKeep("a", () -> SecretAccessKeys.random(new SecureRandom()));
    assertEquals(made, there.findOrKeep("a", () -> SecretAccessKeys.random(new SecureRandom())));
    var other = there.findOrKeep("b", () -> SecretAccessKeys.random(new SecureRandom()));
    assertNotEquals(made, other);
    reopen();
    KeptSecrets later = new KeptSecrets(persistence.store().keptSecrets(), persistence.keyWrap());
    assertEquals(Optional.of(made), later.find("a"));
  }

  private RingKeeper open(KeyWrap wrap) throws Exception {
    return RingKeeper.open(
        persistence.store().ringKeys(), wrap, clock, nanos::get, new SecureRandom());
  }

  private static KeyWrap wrap(String masterKey) {
    return new MasterKeyWrap(
        MasterKey.parse(masterKey).orElseThrow(), List.of(), new SecureRandom());
  }

  private static List<RingKeyId> ids(RingKeeper keeper) {
    return keeper.current().keys().stream().map(RingKey::id).toList();
  }
}
