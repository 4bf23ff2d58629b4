package dev.grapnel.agent.command;

import dev.grapnel.agent.identity.IdentityReader;
import dev.grapnel.agent.identity.KeySource;
import dev.grapnel.agent.identity.WorkloadIdentity;
import dev.grapnel.agent.problem.ProblemException;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** An identity that another thread reads, while this one prepares the connection. */
final class PendingIdentity {
  private final FutureTask<WorkloadIdentity> task;

  private PendingIdentity(FutureTask<WorkloadIdentity> task) {
    this.task = task;
  }

  static PendingIdentity start(KeySource source, InstantSource clock) {
    FutureTask<WorkloadIdentity> task =
        new FutureTask<>(() -> new IdentityReader(clock).read(source));
    Thread.ofPlatform().daemon().name("identity").start(task);
    return new PendingIdentity(task);
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
