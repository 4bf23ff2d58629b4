package dev.grapnel.agent.command;

import dev.grapnel.agent.identity.IdentityReader;
import dev.grapnel.agent.identity.KeySource;
import dev.grapnel.agent.identity.WorkloadIdentity;
import dev.grapnel.agent.problem.ProblemException;
import dev.grapnel.agent.session.Timing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** An identity that another thread reads, while this one prepares the connection. */
final class PendingIdentity {
  private static final Duration RECENT = Duration.ofSeconds(5);
  private static final Duration LOOK_INTERVAL = Duration.ofMillis(100);
  private static final int LOOKS = 30;

  private final FutureTask<WorkloadIdentity> task;

  private PendingIdentity(FutureTask<WorkloadIdentity> task) {
    this.task = task;
  }

  static PendingIdentity start(KeySource source, Timing timing) {
    FutureTask<WorkloadIdentity> task = new FutureTask<>(() -> read(source, timing));
    Thread.ofPlatform().daemon().name("identity").start(task);
    return new PendingIdentity(task);
  }

  /** Where somebody is replacing the pair at this moment, waits until that is done. */
  private static WorkloadIdentity read(KeySource source, Timing timing)
      throws ProblemException, InterruptedException {
    IdentityReader reader = new IdentityReader(timing.clock());
    for (int look = 1; ; look++) {
      try {
        return reader.read(source);
      } catch (ProblemException e) {
        if (look == LOOKS || !isBeingReplaced(source, timing.clock().instant())) {
          throw e;
        }
        timing.pause().take(LOOK_INTERVAL);
      }
    }
  }

  private static boolean isBeingReplaced(KeySource source, Instant now) {
    for (Path file : source.files()) {
      try {
        if (Files.getLastModifiedTime(file).toInstant().plus(RECENT).isAfter(now)) {
          return true;
        }
      } catch (IOException _) {
        // Said by the reader.
      }
    }
    return false;
  }

  WorkloadIdentity get() throws ProblemException, InterruptedException {
    try {
      return task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ProblemException problem) {
        throw problem;
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}
