package dev.grapnel.service.chain;

import dev.grapnel.service.path.PathLimits;

/**
 * What an operator may set of chain verification.
 *
 * @param requireClientAuth whether an extended key usage, where a certificate has one, must allow
 *     clientAuth or any; false for certificates that were issued for servers only
 * @param limits how much one verification may look at
 * @param cacheBytes how many bytes of verified chains are remembered
 */
public record ChainSettings(boolean requireClientAuth, PathLimits limits, long cacheBytes) {
  public static final ChainSettings DEFAULT =
      new ChainSettings(true, PathLimits.DEFAULT, 32L * 1024 * 1024);
}
