package dev.grapnel.service.config;

import java.util.List;

/** The whole configuration, valid. */
public record ServiceConfig(
    ListenConfig listen,
    IdentityConfig identity,
    StoreConfig store,
    KeysConfig keys,
    TlsConfig tls,
    LimitsConfig limits,
    LogConfig log,
    AuditConfig audit,
    PolicyConfig policy,
    ChainConfig chain,
    RevocationConfig revocation,
    NotificationsConfig notifications) {

  /**
   * Reads every setting.
   *
   * @throws InvalidConfigurationException naming everything that is wrong
   */
  public static ServiceConfig read(SettingSources sources) throws InvalidConfigurationException {
    Settings settings = new Settings(sources);
    ServiceConfig config = from(settings);
    settings.check();
    return config;
  }

  /** Every setting there is, in the order of the records. */
  static List<Settings.Known> settings(SettingSources none) {
    Settings settings = new Settings(none);
    var _ = from(settings);
    return settings.known();
  }

  private static ServiceConfig from(Settings settings) {
    Section top = settings.section("");
    return new ServiceConfig(
        ListenConfig.from(top),
        IdentityConfig.from(top),
        StoreConfig.from(top, settings.section("store")),
        KeysConfig.from(settings.section("keys")),
        TlsConfig.from(settings.section("tls")),
        LimitsConfig.from(settings.section("limits")),
        LogConfig.from(settings.section("log")),
        AuditConfig.from(settings.section("audit")),
        PolicyConfig.from(settings.section("policy")),
        ChainConfig.from(settings.section("chain")),
        RevocationConfig.from(settings.section("revocation")),
        NotificationsConfig.from(settings.section("notifications")));
  }
}
