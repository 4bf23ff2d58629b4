package dev.grapnel.service.token;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the master key comes from. A file, the environment variable {@code GRAPNEL_MASTER_KEY} or
 * the systemd credential {@code grapnel-master-key}; one of them at most. Each holds 32 bytes in
 * base64.
 *
 * @param file outside the data folder; empty to look at the environment
 * @param formerFile the key that the store may still be encrypted under, while replicas change
 *     over; empty to look at {@code GRAPNEL_FORMER_MASTER_KEY} or the credential {@code
 *     grapnel-former-master-key}
 */
public record MasterKeySettings(Optional<Path> file, Optional<Path> formerFile) {
  /** Nothing but the environment. */
  public static MasterKeySettings fromEnvironment() {
    return new MasterKeySettings(Optional.empty(), Optional.empty());
  }
}
