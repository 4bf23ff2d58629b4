package dev.grapnel.service.command;

import dev.grapnel.protocol.secret.SecretValue;
import dev.grapnel.service.config.ServiceConfig;
import dev.grapnel.service.config.StoreConfig;
import dev.grapnel.service.policy.MalformedPolicyException;
import dev.grapnel.service.policy.RequestContext;
import dev.grapnel.service.registry.Registry;
import dev.grapnel.service.registry.Snapshot;
import dev.grapnel.service.store.Store;
import dev.grapnel.service.store.StoreSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;

/** The policies in the store that the configuration names; a service may run on it meanwhile. */
public final class StoredRegistry implements StoredPolicies {
  private final InstantSource clock;
  private final LongSupplier nanoTime;

  /**
   * @param nanoTime a ticker, as {@link System#nanoTime}
   */
  public StoredRegistry(InstantSource clock, LongSupplier nanoTime) {
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  @Override
  public Found find(ServiceConfig config, RequestContext request)
      throws IOException, MalformedPolicyException {
    try (Store store = Store.open(settings(config.store()), clock)) {
      Snapshot snapshot = Registry.open(store.registry(), nanoTime).current();
      return RegistryPolicies.find(snapshot::find, request);
    }
  }

  private static StoreSettings settings(StoreConfig config) throws IOException {
    if (config.url().isPresent()) {
      return new StoreSettings.Postgres(
          config.url().get(), config.user(), password(config.passwordFile()));
    }
    if (!Files.isDirectory(config.data())) {
      throw new IOException(
          "no data folder " + config.data() + "; name it with --data, or give --policy files");
    }
    return new StoreSettings.Embedded(config.data(), Optional.empty());
  }

  private static Optional<SecretValue> password(Optional<Path> file) throws IOException {
    return file.isEmpty()
        ? Optional.empty()
        : Optional.of(SecretValue.ofText(Files.readString(file.get()).strip()));
  }
}
