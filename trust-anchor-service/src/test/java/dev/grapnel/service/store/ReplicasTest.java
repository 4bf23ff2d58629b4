package dev.grapnel.service.store;

import static dev.grapnel.service.store.Opened.ACCOUNT;
import static dev.grapnel.service.store.Opened.passed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.grapnel.service.registry.Account;
import dev.grapnel.service.registry.TrustAnchor;
import dev.grapnel.service.token.RingKey;
import dev.grapnel.service.token.RingKeyId;
import dev.grapnel.testing.Scale;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What is changed in one process takes effect in another that follows the same store. */
@ParameterizedClass
@EnumSource(TestEngine.class)
class ReplicasTest extends StoreTestBase {
  /** A second is the promise; a machine that runs many tests at once is given more. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @SuppressWarnings("NullAway.Init") // Set before each test.
  private Persistence replica;

  @SuppressWarnings("NullAway.Init") // Set before each test.
  private Persistence.Background background;

  ReplicasTest(TestEngine engine) {
    super(engine);
  }

  @BeforeEach
  void openReplica() throws Exception {
    PersistenceSettings own =
        settings.postgres().isPresent()
            ? Opened.settings(folder.resolve("replica"), settings.postgres())
            : settings;
    replica = Opened.open(own, clock);
    background = replica.startBackground();
  }

  @AfterEach
  void closeReplica() throws Exception {
    background.close();
    replica.close();
  }

  @Test
  void disable_onOne_takesEffectOnTheOther() {
    int rounds = Scale.pick(10, 100);
    TrustAnchor anchor = passed(control().trustAnchors().create(ACCOUNT, Drafts.anchor("a")));
    Duration longest = Duration.ZERO;
    for (int i = 0; i < rounds; i++) {
      boolean enabled = i % 2 == 1;
      TrustAnchor changed =
          passed(
              enabled
                  ? control().trustAnchors().enable(ACCOUNT, anchor.trustAnchorId())
                  : control().trustAnchors().disable(ACCOUNT, anchor.trustAnchorId()));
      Duration taken =
          awaited(() -> seen(changed).map(TrustAnchor::enabled).orElse(!enabled) == enabled);
      longest = taken.compareTo(longest) > 0 ? taken : longest;
    }
    System.out.printf("%d changes took effect, the slowest in %d ms%n", rounds, longest.toMillis());
  }

  @Test
  void delete_onOne_takesEffectOnTheOther() {
    TrustAnchor anchor = passed(control().trustAnchors().create(ACCOUNT, Drafts.anchor("a")));
    var _ = awaited(() -> seen(anchor).isPresent());
    passed(control().trustAnchors().delete(ACCOUNT, anchor.trustAnchorId()));
    var _ = awaited(() -> seen(anchor).isEmpty());
  }

  @Test
  void disableAccount_onOne_takesEffectOnTheOther() {
    passed(control().accounts().disable(ACCOUNT));
    var _ =
        awaited(
            () ->
                replica
                    .registry()
                    .current()
                    .account(ACCOUNT)
                    .map(Account::enabled)
                    .filter(enabled -> !enabled)
                    .isPresent());
  }

  @Test
  void rotate_onOne_theOtherKnowsTheKeyBeforeItSeals() throws Exception {
    RingKeyId added = persistence.keyRings().rotate();
    var _ = awaited(() -> replica.keyRings().current().find(added).isPresent());
    assertTrue(
        replica
            .keyRings()
            .current()
            .find(added)
            .orElseThrow()
            .sealsFrom()
            .isAfter(clock.instant()));
  }

  @Test
  void revokeAll_onOne_takesEffectOnTheOtherThatIsChangingThings() throws Exception {
    RingKeyId known = persistence.keyRings().rotate();
    var _ = awaited(() -> replica.keyRings().current().find(known).isPresent());
    var _ = persistence.keyRings().revokeAll();
    // The other's own changes take in the registry before its follower looks.
    for (int i = 0; i < 5; i++) {
      passed(replica.controlPlane().trustAnchors().create(ACCOUNT, Drafts.anchor("a" + i)));
    }
    var _ =
        awaited(() -> replica.keyRings().current().find(known).map(RingKey::revoked).orElse(false));
  }

  @Test
  void reader_thatMissedForgottenDeletions_readsEverythingAgain() throws Exception {
    Persistence late = Opened.open(settings, clock);
    try {
      TrustAnchor kept = passed(control().trustAnchors().create(ACCOUNT, Drafts.anchor("kept")));
      TrustAnchor gone = passed(control().trustAnchors().create(ACCOUNT, Drafts.anchor("gone")));
      late.registry().refresh();
      passed(control().trustAnchors().delete(ACCOUNT, gone.trustAnchorId()));
      clock.advance(RowsTransaction.DELETIONS_KEPT.plusSeconds(1));
      TrustAnchor other = passed(control().trustAnchors().create(ACCOUNT, Drafts.anchor("other")));
      passed(control().trustAnchors().delete(ACCOUNT, other.trustAnchorId()));
      late.registry().refresh();
      assertTrue(late.registry().current().trustAnchor(gone.arn()).isEmpty());
      assertTrue(late.registry().current().trustAnchor(kept.arn()).isPresent());
      assertEquals(persistence.registry().current().version(), late.registry().current().version());
    } finally {
      late.close();
    }
  }

  @Test
  void startBackground_twiceOnOneFolder_isRefused() throws Exception {
    IOException failure = assertThrows(IOException.class, replica::startBackground);
    assertTrue(String.valueOf(failure.getMessage()).contains("in use"));
    background.close();
    background = replica.startBackground();
    assertFalse(replica.registry().staleness().isNegative());
  }

  private Optional<TrustAnchor> seen(TrustAnchor anchor) {
    return replica.registry().current().trustAnchor(anchor.arn());
  }

  private static Duration awaited(BooleanSupplier condition) {
    long begin = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - begin > PATIENCE.toNanos()) {
        throw new AssertionError("not in effect after " + PATIENCE);
      }
      Thread.onSpinWait();
    }
    return Duration.ofNanos(System.nanoTime() - begin);
  }
}
