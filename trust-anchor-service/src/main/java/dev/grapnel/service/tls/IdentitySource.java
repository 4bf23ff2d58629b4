package dev.grapnel.service.tls;

import java.io.IOException;
import java.time.Instant;

/** Where the server's identity comes from. For one thread at a time. */
public interface IdentitySource {
  /** The identity to use from now on. */
  ServerIdentity identity() throws IOException;

  /** Whether {@link #identity} would give a better one than it gave last. */
  boolean isDue(Instant now);
}
