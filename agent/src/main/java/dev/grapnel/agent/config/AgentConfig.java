package dev.grapnel.agent.config;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the daemon does.
 *
 * @param socket the Unix socket of {@code status} and {@code credential-process --profile}
 * @param socketGroup whose members may ask on that socket, beside the agent's own user
 * @param management where metrics and health are served
 * @param diskCache where credentials outlive a restart, encrypted
 */
public record AgentConfig(
    Path socket,
    Optional<String> socketGroup,
    Optional<InetSocketAddress> management,
    Optional<DiskCacheConfig> diskCache,
    boolean jsonLogs,
    List<ProfileConfig> profiles) {
  public AgentConfig {
    profiles = List.copyOf(profiles);
  }

  /** Whether all but the profiles is the same. */
  public boolean hasSameFrame(AgentConfig other) {
    return socket.equals(other.socket)
        && socketGroup.equals(other.socketGroup)
        && management.equals(other.management)
        && diskCache.equals(other.diskCache)
        && jsonLogs == other.jsonLogs;
  }

  /**
   * A folder for credentials, and the file of the key that encrypts them.
   *
   * @param keyFile made with 32 random bytes if it is absent; keep it off the folder's disk, such
   *     as in systemd's credentials
   */
  public record DiskCacheConfig(Path folder, Path keyFile) {}
}
