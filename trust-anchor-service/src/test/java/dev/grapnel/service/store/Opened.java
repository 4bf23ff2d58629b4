package dev.grapnel.service.store;

import dev.grapnel.service.refusal.Denial;
import dev.grapnel.service.refusal.Verdict;
import dev.grapnel.service.token.MasterKeySettings;
import dev.grapnel.service.token.WrongMasterKeyException;
import dev.grapnel.testing.SettableClock;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Opens a real registry over a real store, for tests of whatever stands on one. */
public final class Opened {
  /** The account that an opened registry has. */
  public static final String ACCOUNT = "111122223333";

  public static final String REGION = "us-east-1";

  /** When tests begin. */
  public static final Instant START = Instant.parse("2026-11-24T12:00:00Z");

  /** 32 bytes, for stores that want a master key from outside. */
  public static final String MASTER_KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

  private Opened() {}

  /** A registry over SQLite in the folder, with {@link #ACCOUNT}. */
  public static Persistence sqlite(Path folder, SettableClock clock)
      throws IOException, WrongMasterKeyException {
    return open(settings(folder, Optional.empty()), clock);
  }

  /** A registry over that database, with {@link #ACCOUNT}. */
  public static Persistence postgres(
      StoreSettings.Postgres database, Path folder, SettableClock clock)
      throws IOException, WrongMasterKeyException {
    return open(settings(folder, Optional.of(database)), clock);
  }

  public static Persistence open(PersistenceSettings settings, SettableClock clock)
      throws IOException, WrongMasterKeyException {
    return Persistence.open(settings, new LenientRules(), surroundings(clock));
  }

  public static PersistenceSettings settings(
      Path folder, Optional<StoreSettings.Postgres> database) {
    return new PersistenceSettings(
        folder,
        database,
        Optional.empty(),
        MasterKeySettings.fromEnvironment(),
        REGION,
        Optional.of(ACCOUNT));
  }

  public static Surroundings surroundings(SettableClock clock) {
    return new Surroundings(
        clock, System::nanoTime, new SecureRandom(), Map.of("GRAPNEL_MASTER_KEY", MASTER_KEY));
  }

  /** The value of a verdict that must have passed. */
  public static <T> T passed(Verdict<T> verdict) {
    return switch (verdict) {
      case Verdict.Passed<T> passed -> passed.value();
      case Verdict.Refused<T> refused -> throw new AssertionError("refused: " + refused.denial());
    };
  }

  /** The denial of a verdict that must be that refusal. */
  public static <D extends Denial> D refused(Class<D> denial, Verdict<?> verdict) {
    if (verdict instanceof Verdict.Refused<?>(Denial given) && denial.isInstance(given)) {
      return denial.cast(given);
    }
    throw new AssertionError("not refused with " + denial.getSimpleName() + ": " + verdict);
  }
}
