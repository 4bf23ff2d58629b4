package dev.grapnel.service.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the master key is, if not in the environment.
 *
 * @param masterKeyFile 32 bytes in base64, outside the data folder
 * @param formerMasterKeyFile the key before it, until {@code keys rewrap} has been run
 */
public record KeysConfig(Optional<Path> masterKeyFile, Optional<Path> formerMasterKeyFile) {

  static KeysConfig from(Section section) {
    return new KeysConfig(
        section.optionalPath("master_key_file"), section.optionalPath("former_master_key_file"));
  }
}
