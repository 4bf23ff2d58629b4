package dev.grapnel.service.store;

import dev.grapnel.service.audit.CheckpointStore;
import dev.grapnel.service.notification.ExpiryStore;
import dev.grapnel.service.registry.RegistryStore;
import dev.grapnel.service.registry.subject.SubjectStore;
import dev.grapnel.service.token.KeptSecretStore;
import dev.grapnel.service.token.Rewrapping;
import dev.grapnel.service.token.RingKeyStore;
import dev.grapnel.service.token.WrongMasterKeyException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/** An opened store, its schema up to date. Thread-safe; close it last. */
public final class Store implements AutoCloseable {
  private final Engine engine;
  private final InstantSource clock;

  private Store(Engine engine, InstantSource clock) {
    this.engine = engine;
    this.clock = clock;
  }

  /**
   * Opens the store and brings its schema up to date.
   *
   * @throws IOException if it cannot be reached, or was written by a later release
   */
  public static Store open(StoreSettings settings, InstantSource clock) throws IOException {
    Engine engine =
        switch (settings) {
          case StoreSettings.Embedded embedded -> SqliteEngine.open(embedded);
          case StoreSettings.Postgres postgres -> PostgresEngine.open(postgres);
        };
    return new Store(engine, clock);
  }

  /** Whether the data folder holds a store. */
  public static boolean isIn(Path dataFolder) {
    return Files.exists(dataFolder.resolve(SqliteEngine.FILE));
  }

  public RegistryStore registry() {
    return new RegistryRows(engine, clock);
  }

  public RingKeyStore ringKeys() {
    return new RingKeyRows(engine);
  }

  public SubjectStore subjects() {
    return new SubjectRows(engine);
  }

  public ExpiryStore expiry() {
    return new ExpiryRows(engine);
  }

  public KeptSecretStore keptSecrets() {
    return new KeptSecretRows(engine);
  }

  /**
   * Writes the whole store, secrets still encrypted, to a file of mode 0600; services may run.
   *
   * @param files content of the data folder to go with it, by name
   */
  public void exportTo(Path file, Map<String, byte[]> files) throws IOException {
    new Archive(engine).write(file, clock.instant(), files);
  }

  /**
   * Fills this store, which must be empty, with what {@link #exportTo} wrote, on whichever engine.
   *
   * @param files takes the content of the data folder that came with it
   */
  void importFrom(Path file, Archive.FolderFiles files) throws IOException {
    new Archive(engine).read(file, files);
  }

  /**
   * Encrypts every secret under another master key, all or none.
   *
   * @throws WrongMasterKeyException if one is under a master key that was not given
   */
  public void rewrap(Rewrapping rewrapping) throws IOException, WrongMasterKeyException {
    new Rewrap(engine, rewrapping).run();
  }

  public CheckpointStore checkpoints() {
    return new CheckpointRows(engine);
  }

  @Override
  public void close() {
    engine.close();
  }
}
