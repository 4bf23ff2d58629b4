package dev.grapnel.service.config;

/**
 * Where the service listens.
 *
 * @param api the API's address
 * @param management the address of health and metrics, in plain text
 * @param plaintext whether the API speaks without TLS; only on loopback
 */
public record ListenConfig(HostPort api, HostPort management, boolean plaintext) {
  private static final HostPort API = new HostPort("127.0.0.1", 8443);
  private static final HostPort MANAGEMENT = new HostPort("127.0.0.1", 9464);

  static ListenConfig from(Section top) {
    ListenConfig config =
        new ListenConfig(
            top.address("listen", API),
            top.address("management", MANAGEMENT),
            top.bool("plaintext", false));
    if (config.plaintext() && !config.api().isLoopback()) {
      top.problem(
          "plaintext is refused on "
              + config.api()
              + ": credentials would cross the network in the clear; listen on 127.0.0.1 or use"
              + " TLS");
    }
    return config;
  }
}
