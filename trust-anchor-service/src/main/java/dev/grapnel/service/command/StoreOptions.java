package dev.grapnel.service.command;

import dev.grapnel.protocol.secret.SecretValue;
import dev.grapnel.service.config.ServiceConfig;
import dev.grapnel.service.config.StoreConfig;
import dev.grapnel.service.store.DataFolder;
import dev.grapnel.service.store.PersistenceSettings;
import dev.grapnel.service.store.Store;
import dev.grapnel.service.store.StoreSettings;
import dev.grapnel.service.token.MasterKeySettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What the configuration says of the store, for whoever opens it. */
public final class StoreOptions {
  private static final int MAX_PASSWORD_BYTES = 4_096;

  private StoreOptions() {}

  /** The settings that the configuration makes; reads the file with the database's password. */
  public static PersistenceSettings settings(ServiceConfig config) throws IOException {
    StoreConfig store = config.store();
    return new PersistenceSettings(
        store.data(),
        postgres(store),
        store.libraryFolder(),
        new MasterKeySettings(config.keys().masterKeyFile(), config.keys().formerMasterKeyFile()),
        config.identity().region(),
        config.identity().account());
  }

  /**
   * The store that the configuration names.
   *
   * @throws IOException if the data folder holds no store
   */
  static StoreSettings existing(ServiceConfig config) throws IOException {
    PersistenceSettings settings = settings(config);
    if (settings.postgres().isEmpty() && !Store.isIn(settings.data())) {
      throw new IOException(
          "no store in the data folder "
              + settings.data()
              + "; name the folder with --data, or run serve once");
    }
    return settings.store(DataFolder.open(settings.data()));
  }

  private static Optional<StoreSettings.Postgres> postgres(StoreConfig store) throws IOException {
    if (store.url().isEmpty()) {
      return Optional.empty();
    }
    Optional<SecretValue> password = Optional.empty();
    if (store.passwordFile().isPresent()) {
      password = Optional.of(password(store.passwordFile().get()));
    }
    return Optional.of(new StoreSettings.Postgres(store.url().get(), store.user(), password));
  }

  private static SecretValue password(Path file) throws IOException {
    if (Files.size(file) > MAX_PASSWORD_BYTES) {
      throw new IOException(file + " is not a password: it is too long");
    }
    return SecretValue.ofText(Files.readString(file).strip());
  }
}
