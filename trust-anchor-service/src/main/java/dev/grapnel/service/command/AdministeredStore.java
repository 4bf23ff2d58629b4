package dev.grapnel.service.command;

import dev.grapnel.service.config.InvalidConfigurationException;
import dev.grapnel.service.config.ServiceConfig;
import dev.grapnel.service.refusal.Denial;
import dev.grapnel.service.refusal.Verdict;
import dev.grapnel.service.registry.AttributeMapping.CertificateField;
import dev.grapnel.service.registry.TrustAnchor;
import dev.grapnel.service.registry.control.RegistrationRules;
import dev.grapnel.service.store.Persistence;
import dev.grapnel.service.store.Surroundings;
import dev.grapnel.service.token.WrongMasterKeyException;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;

/** The store opened for a command, beside services that may be running on it. */
final class AdministeredStore {
  private AdministeredStore() {}

  /** Opens the store of that configuration; an empty one gets its first key and account. */
  static Persistence open(ServiceConfig config) throws IOException {
    try {
      return Persistence.open(StoreOptions.settings(config), new NoDocuments(), surroundings());
    } catch (WrongMasterKeyException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  static Persistence open(ConfigurationOptions configuration)
      throws IOException, InvalidConfigurationException {
    return open(configuration.read());
  }

  /** What the process brings along. */
  static Surroundings surroundings() {
    return new Surroundings(
        InstantSource.system(), System::nanoTime, new SecureRandom(), System.getenv());
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
