package dev.grapnel.service.config;

import java.util.Optional;

/**
 * Which AWS the service plays.
 *
 * @param region the region in ARNs and in the scope of signatures
 * @param account the first account's number, for an empty store; without one, a random number
 */
public record IdentityConfig(String region, Optional<String> account) {

  static IdentityConfig from(Section top) {
    IdentityConfig config =
        new IdentityConfig(top.text("region", "us-east-1"), top.optionalText("account"));
    if (!config.region().matches("[a-z]{2,}(-[a-z0-9]+)+")) {
      top.problem("region: expected a region such as us-east-1, found " + config.region());
    }
    config
        .account()
        .filter(number -> !number.matches("[0-9]{12}"))
        .ifPresent(number -> top.problem("account: expected 12 digits, found " + number));
    return config;
  }
}
