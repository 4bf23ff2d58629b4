package dev.grapnel.agent.identity;

import dev.grapnel.agent.problem.ProblemException;
import dev.grapnel.protocol.certificate.CertificateHeaders;
import java.time.InstantSource;

/** Reads identities. Thread-safe. */
public final class IdentityReader {
  private final InstantSource clock;

  public IdentityReader(InstantSource clock) {
    this.clock = clock;
  }

  /** The identity at that place, now; its certificate is valid and its key the certificate's. */
  public WorkloadIdentity read(KeySource source) throws ProblemException {
    // Not a switch: its first use costs ten milliseconds of start-up.
    WorkloadIdentity identity =
        source instanceof KeySource.PemFiles files
            ? PemIdentity.read(files)
            : StoredIdentity.read(source);
    identity.leaf().requireValid(clock.instant());
    if (identity.chain().size() >= CertificateHeaders.MAX_CERTIFICATES) {
      throw new ProblemException(
          "the certificate comes with " + identity.chain().size() + " others, too many to send",
          "leave out the root and what does not lead to it; four are allowed");
    }
    return identity;
  }
}
