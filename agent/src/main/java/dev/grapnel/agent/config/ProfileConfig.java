package dev.grapnel.agent.config;

import dev.grapnel.agent.identity.KeySource;
import dev.grapnel.agent.session.ConnectionSettings;
import dev.grapnel.agent.session.RoleChain;
import dev.grapnel.agent.session.SessionTarget;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * One set of credentials that the daemon keeps, and how it hands them out.
 *
 * @param chain roles to go on to
 */
public record ProfileConfig(
    String name,
    KeySource source,
    SessionTarget target,
    ConnectionSettings connection,
    Optional<RoleChain> chain,
    Optional<ContainerConfig> container,
    Optional<ImdsConfig> imds,
    Optional<FileConfig> file) {

  /**
   * The container credentials endpoint.
   *
   * @param tokenFile where clients read the token; written anew as it rotates
   * @param groupMayRead whether the token file's group may read it, beside the agent's own user
   */
  public record ContainerConfig(
      InetSocketAddress listen,
      Path tokenFile,
      boolean groupMayRead,
      Duration tokenRotation,
      Optional<TlsConfig> tls) {
    /** With a token for the agent's own user alone. */
    public ContainerConfig(
        InetSocketAddress listen, Path tokenFile, Duration tokenRotation, Optional<TlsConfig> tls) {
      this(listen, tokenFile, false, tokenRotation, tls);
    }
  }

  /** A PKCS#12 or PEM certificate and key of a TLS listener. */
  public record TlsConfig(Path certificate, Path key) {}

  /**
   * The instance metadata service, version 2.
   *
   * @param hopLimit the time to live of what is sent; 64 is the system's own
   */
  public record ImdsConfig(InetSocketAddress listen, int hopLimit, String roleName) {}

  /** A section of a shared credentials file. */
  public record FileConfig(Path path, String section) {}
}
