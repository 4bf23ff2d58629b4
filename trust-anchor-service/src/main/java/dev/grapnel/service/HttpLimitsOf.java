package dev.grapnel.service;

import dev.grapnel.service.api.ApiEdge;
import dev.grapnel.service.config.LimitsConfig;
import dev.grapnel.service.http.HttpLimits;

/** The API server's limits as configured. */
final class HttpLimitsOf {
  private HttpLimitsOf() {}

  static HttpLimits config(LimitsConfig config) {
    return new HttpLimits(
        (int) config.headBytes(),
        HttpLimits.DEFAULTS.targetBytes(),
        HttpLimits.DEFAULTS.headerFields(),
        ApiEdge::maxBodyBytes,
        config.memoryBytes(),
        config.connections(),
        config.connectionsPerAddress(),
        config.streams(),
        config.inFlight(),
        config.handshakeTime(),
        config.requestTime(),
        config.idleTime(),
        config.writeTime());
  }
}
