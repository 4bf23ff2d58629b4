package dev.grapnel.service.command;

import dev.grapnel.service.config.InvalidConfigurationException;
import dev.grapnel.service.config.ServiceConfig;
import dev.grapnel.service.refusal.Denial;
import dev.grapnel.service.refusal.Verdict;
import dev.grapnel.service.registry.AttributeMapping.CertificateField;
import dev.grapnel.service.registry.TrustAnchor;
import dev.grapnel.service.registry.control.RegistrationRules;
import dev.grapnel.service.store.Backup;
import dev.grapnel.service.store.Persistence;
import dev.grapnel.service.store.StoreSettings;
import dev.grapnel.service.store.Surroundings;
import dev.grapnel.service.token.WrongMasterKeyException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The store opened for commands, beside services that may be running on it. */
public final class AdministeredStore {
  private final Surroundings surroundings;

  public AdministeredStore(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** Opens the store of that configuration, which must be there. */
  Persistence open(ServiceConfig config) throws IOException {
    StoreSettings _ = StoreOptions.existing(config);
    try {
      return Persistence.open(StoreOptions.settings(config), new NoDocuments(), surroundings);
    } catch (WrongMasterKeyException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  Persistence open(ConfigurationOptions configuration)
      throws IOException, InvalidConfigurationException {
    return open(configuration.read());
  }

  /** Fills the empty store of that configuration with what the file holds. */
  void restore(ServiceConfig config, Path file) throws IOException {
    Backup.restore(StoreOptions.settings(config), file, surroundings.clock());
  }

  /** The value; a refusal is the command's failure. */
  static <T> T require(Verdict<T> verdict) throws IOException {
    return switch (verdict) {
      case Verdict.Passed<T> passed -> passed.value();
      case Verdict.Refused<T> refused -> throw new IOException(refused.denial().auditReason());
    };
  }

  /** For commands that register no documents. */
  private static final class NoDocuments implements RegistrationRules {
    @Override
    public Optional<Denial> trustAnchorRefusal(TrustAnchor.SourceType type, String data) {
      throw new IllegalStateException("no command registers trust anchors");
    }

    @Override
    public Optional<Denial> crlRefusal(byte[] data, TrustAnchor anchor) {
      throw new IllegalStateException("no command imports CRLs");
    }

    @Override
    public Optional<Denial> trustPolicyRefusal(String document) {
      throw new IllegalStateException("no command makes roles");
    }

    @Override
    public Optional<Denial> identityPolicyRefusal(String document) {
      throw new IllegalStateException("no command makes policies");
    }

    @Override
    public Optional<Denial> specifierRefusal(CertificateField field, String specifier) {
      throw new IllegalStateException("no command maps attributes");
    }
  }
}
