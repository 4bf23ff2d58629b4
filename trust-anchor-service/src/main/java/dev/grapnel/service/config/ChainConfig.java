package dev.grapnel.service.config;

/**
 * Rules for certificates that operators may set.
 *
 * @param requireClientAuth whether an extended key usage, where a certificate has one, must allow
 *     client authentication or any purpose; false takes certificates that are marked for servers
 *     only
 */
public record ChainConfig(boolean requireClientAuth) {

  static ChainConfig from(Section section) {
    return new ChainConfig(section.bool("require_client_auth", true));
  }
}
