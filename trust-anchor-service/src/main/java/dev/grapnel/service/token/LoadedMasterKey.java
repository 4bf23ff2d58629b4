package dev.grapnel.service.token;

import java.security.SecureRandom;
import java.util.List;

/**
 * The master key that was found.
 *
 * @param former keys that the store may still be encrypted under
 * @param warnings for the log, at each start
 * @param generated whether it is the one that was made in the data folder for want of another
 */
public record LoadedMasterKey(
    MasterKey present, List<MasterKey> former, List<String> warnings, boolean generated) {
  public LoadedMasterKey {
    former = List.copyOf(former);
    warnings = List.copyOf(warnings);
  }

  /** Wraps under the present key. */
  public KeyWrap wrap(SecureRandom random) {
    return new MasterKeyWrap(present, former, random);
  }
}
