package dev.grapnel.agent.credential;

import dev.grapnel.agent.problem.Problem;
import dev.grapnel.agent.problem.ProblemException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Answers {@code credential_process} from what all processes of a user share. Of many calls at once
 * one asks the service and the others wait for its answer, good or bad; where a refresh fails, the
 * old credentials are given until they expire.
 */
public final class SharedAnswers {
  /** An answer, and a warning for standard error if it is an old one. */
  public record Answer(String json, Optional<Problem> warning) {}

  /** How long a failed refresh is not tried again, while there are old credentials. */
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(10);

  /** How long to wait for another process; SDKs give up after a minute. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(55);

  private static final Duration TOLERATED_SKEW = Duration.ofMinutes(2);

  private static final Duration LONGEST_KEPT = Duration.ofMinutes(1);

  private static final Duration LOOK_INTERVAL = Duration.ofMillis(15);

  private final CacheFolder folder;
  private final InstantSource clock;
  private final Instant started;

  /**
   * @param started a moment before any file of the request was read
   */
  public SharedAnswers(CacheFolder folder, InstantSource clock, Instant started) {
    this.folder = folder;
    this.clock = clock;
    this.started = started;
  }

  /**
   * The answer to the request.
   *
   * @param files what the source reads, as it was before
   */
  public Answer answer(CacheRequest request, List<FileStamp> files, CredentialSource source)
      throws ProblemException, InterruptedException, IOException {
    Instant patience = started.plus(LONGEST_WAIT);
    while (true) {
      Optional<CacheEntry> entry = folder.find(request).filter(this::isAlive);
      if (entry.isPresent() && clock.instant().isBefore(entry.get().until())) {
        return new Answer(entry.get().answer(), Optional.empty());
      }
      Optional<CacheFolder.Lock> lock = folder.tryLock(request);
      if (lock.isPresent()) {
        try (CacheFolder.Lock _ = lock.get()) {
          return answerAlone(request, files, source);
        }
      }
      if (entry.isPresent()) {
        return new Answer(entry.get().answer(), Optional.empty());
      }
      if (clock.instant().isAfter(patience)) {
        throw new ProblemException(
            "another grapnel-agent has been asking for the same credentials for too long",
            "try again, or bypass it with --no-cache");
      }
      Thread.sleep(LOOK_INTERVAL);
    }
  }

  /**
   * Keeps an answer that was obtained otherwise, for a minute at most, as nothing tells when its
   * giver would give another; a cache that cannot be written is none.
   */
  public static void keep(
      CacheFolder folder, CacheRequest request, Instant until, String json, Instant obtained) {
    CacheEntry entry =
        new CacheEntry(
            request.text(),
            request.directory(),
            earlier(until, obtained.plus(LONGEST_KEPT)),
            List.of(),
            json);
    Optional<Instant> end = entry.expiration();
    if (end.isEmpty() || end.get().isBefore(entry.until())) {
      return;
    }
    try {
      folder.store(request, entry, obtained);
    } catch (IOException _) {
      // The next call asks again.
    }
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  /** With the lock held: nobody else changes the entry. */
  private Answer answerAlone(CacheRequest request, List<FileStamp> files, CredentialSource source)
      throws ProblemException, InterruptedException, IOException {
    Optional<CacheEntry> entry = folder.find(request).filter(this::isAlive);
    if (entry.isPresent() && clock.instant().isBefore(entry.get().until())) {
      return new Answer(entry.get().answer(), Optional.empty());
    }
    Optional<RefreshFailure> failure =
        folder.findFailure(request).filter(f -> f.at().isAfter(started));
    try {
      if (failure.isPresent()) {
        throw new ProblemException(failure.get().problem());
      }
      return refreshed(request, files, source);
    } catch (ProblemException e) {
      if (failure.isEmpty()) {
        storeFailure(request, new RefreshFailure(clock.instant(), e.problem()));
      }
      return stale(request, entry.filter(this::isAlive).orElseThrow(() -> e), e.problem());
    }
  }

  private void storeFailure(CacheRequest request, RefreshFailure failure) {
    try {
      folder.storeFailure(request, failure);
    } catch (IOException _) {
      // Others will try for themselves.
    }
  }

  /** The entry as it is now to be; one that cannot be written changes nothing of the answer. */
  private void store(CacheRequest request, CacheEntry entry) {
    try {
      folder.store(request, entry, started);
    } catch (IOException _) {
      // The next call asks again.
    }
  }

  private Answer refreshed(CacheRequest request, List<FileStamp> files, CredentialSource source)
      throws ProblemException, InterruptedException, IOException {
    Credentials credentials = source.obtain();
    String json = ProcessAnswer.of(credentials);
    folder.clearFailure(request);
    if (isByAnotherClock(credentials)) {
      return new Answer(json, Optional.empty()); // nobody here could tell when it ends
    }
    store(
        request,
        new CacheEntry(request.text(), request.directory(), credentials.refreshAt(), files, json));
    folder.sweep(clock.instant());
    return new Answer(json, Optional.empty());
  }

  /** Whether the service's clock is another, so that its expiration means little here. */
  private boolean isByAnotherClock(Credentials credentials) {
    Duration ahead = Duration.between(clock.instant(), credentials.issued());
    return ahead.abs().compareTo(TOLERATED_SKEW) > 0;
  }

  /** The old answer, which now serves a little longer, but never past its end. */
  private Answer stale(CacheRequest request, CacheEntry entry, Problem problem) throws IOException {
    Instant end = entry.expiration().orElse(Instant.EPOCH);
    Instant until = earlier(clock.instant().plus(PAUSE_AFTER_FAILURE), end);
    store(
        request,
        new CacheEntry(entry.request(), entry.directory(), until, entry.files(), entry.answer()));
    return new Answer(
        entry.answer(),
        Optional.of(
            new Problem(
                "the refresh failed, so these credentials are older: " + problem.what(),
                problem.hint())));
  }

  private boolean isAlive(CacheEntry entry) {
    return clock.instant().isBefore(entry.expiration().orElse(Instant.EPOCH));
  }
}
