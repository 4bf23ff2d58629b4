package dev.grapnel.service.config;

/**
 * Rules for certificates that operators may set.
 *
 * @param requireClientAuth whether a leaf must be marked for client authentication (the extended
 *     key usage {@code clientAuth}); AWS does not ask for it
 */
public record ChainConfig(boolean requireClientAuth) {

  static ChainConfig from(Section section) {
    return new ChainConfig(section.bool("require_client_auth", true));
  }
}
