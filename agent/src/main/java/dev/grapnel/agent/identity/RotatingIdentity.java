package dev.grapnel.agent.identity;

import dev.grapnel.agent.problem.Problem;
import dev.grapnel.agent.problem.ProblemException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An identity whose files others replace. What was read last stays in use until the files hold
 * another whole pair: key and certificate match, the certificate is valid, the chain is in order. A
 * pair whose replacement is under way is therefore never used. Used by one thread at a time.
 */
public final class RotatingIdentity {
  /**
   * What is in use now.
   *
   * @param problem why the files as they are now are not used
   */
  public record State(WorkloadIdentity identity, boolean rotated, Optional<Problem> problem) {}

  private final KeySource source;
  private final IdentityReader reader;
  private @Nullable WorkloadIdentity current;
  private List<Object> seen = List.of();
  private Optional<Problem> problem = Optional.empty();

  public RotatingIdentity(KeySource source, IdentityReader reader) {
    this.source = source;
    this.reader = reader;
  }

  /** Whether the files have changed since they were last read. */
  public boolean hasChanged() {
    return current == null || problem.isPresent() || !FileStates.of(source.files()).equals(seen);
  }

  /** The identity to use now; an error only if there never was one, or the last has expired. */
  public State read() throws ProblemException {
    if (!hasChanged()) {
      return new State(Objects.requireNonNull(current), false, problem);
    }
    WorkloadIdentity before = current;
    List<Object> now = FileStates.of(source.files());
    try {
      WorkloadIdentity read = reader.read(source);
      if (before != null) {
        ChainOrder.require(read);
      }
      // A file that changed while they were read may have been read by halves.
      boolean settled = FileStates.of(source.files()).equals(now);
      seen = settled ? now : List.of();
      problem = Optional.empty();
      current = read;
      boolean rotated = before != null && !before.leaf().equals(read.leaf());
      return new State(read, rotated, problem);
    } catch (ProblemException e) {
      if (before == null) {
        throw e;
      }
      problem = Optional.of(e.problem());
      return new State(before, false, problem);
    }
  }
}
