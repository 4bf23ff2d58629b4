package dev.grapnel.agent.identity;

import dev.grapnel.agent.problem.ProblemException;
import java.time.InstantSource;

/** Reads identities. Thread-safe. */
public final class IdentityReader {
  private final InstantSource clock;

  public IdentityReader(InstantSource clock) {
    this.clock = clock;
  }

  /** The identity at that place, now; its certificate is valid and its key the certificate's. */
  public WorkloadIdentity read(KeySource source) throws ProblemException {
    WorkloadIdentity identity =
        switch (source) {
          case KeySource.PemFiles files -> PemIdentity.read(files);
        };
    identity.leaf().requireValid(clock.instant());
    return identity;
  }
}
