package dev.grapnel.service.config;

import java.util.List;

/** Everything that is wrong with the configuration, a line each. */
public final class InvalidConfigurationException extends Exception {
  private static final long serialVersionUID = 1L;

  InvalidConfigurationException(List<String> problems) {
    super(String.join("\n", problems));
  }
}
