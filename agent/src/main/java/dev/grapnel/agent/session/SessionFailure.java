package dev.grapnel.agent.session;

import dev.grapnel.agent.problem.Problem;
import dev.grapnel.protocol.session.ServiceError;
import java.time.Duration;
import java.util.Optional;

/** Why there is no session. */
public sealed interface SessionFailure {
  Problem problem();

  /** Whether the same request may succeed later, without anybody changing anything. */
  boolean isTransient();

  /**
   * The service answered that it does not, or cannot.
   *
   * @param retryAfter what the service asked for
   */
  record Refused(
      ServiceError error, Problem problem, boolean isTransient, Optional<Duration> retryAfter)
      implements SessionFailure {}

  /** There was no whole answer. */
  record Unreachable(Problem problem, boolean isTransient) implements SessionFailure {}

  /** There was an answer that is not one to our request. */
  record Unusable(Problem problem) implements SessionFailure {
    @Override
    public boolean isTransient() {
      return true;
    }
  }
}
