package dev.grapnel.service.store;

import dev.grapnel.service.audit.CheckpointStore;
import dev.grapnel.service.registry.RegistryStore;
import dev.grapnel.service.registry.subject.SubjectStore;
import dev.grapnel.service.token.RingKeyStore;
import java.io.IOException;
import java.time.InstantSource;

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

  public RegistryStore registry() {
    return new RegistryRows(engine, clock);
  }

  public RingKeyStore ringKeys() {
    return new RingKeyRows(engine);
  }

  public SubjectStore subjects() {
    return new SubjectRows(engine);
  }

  public CheckpointStore checkpoints() {
    return new CheckpointRows(engine);
  }

  @Override
  public void close() {
    engine.close();
  }
}
