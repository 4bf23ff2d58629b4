package dev.grapnel.service.store;

import dev.grapnel.service.token.KeptSecretStore;
import java.io.IOException;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The table of wrapped secrets. */
final class KeptSecretRows implements KeptSecretStore {
  private final Engine engine;

  KeptSecretRows(Engine engine) {
    this.engine = engine;
  }

  @Override
  public Optional<byte[]> find(String name) throws IOException {
    return engine.read(handle -> find(handle, name));
  }

  @Override
  public byte[] findOrKeep(String name, byte[] wrapped) throws IOException {
    return engine.write(
        handle -> {
          handle
              .createUpdate(
                  "INSERT INTO kept_secret (name, wrapped) VALUES (:name, :wrapped)"
                      + " ON CONFLICT (name) DO NOTHING")
              .bind("name", name)
              .bind("wrapped", wrapped)
              .execute();
          return find(handle, name).orElseThrow();
        });
  }

  private static Optional<byte[]> find(Handle handle, String name) {
    return handle
        .createQuery("SELECT wrapped FROM kept_secret WHERE name = :name")
        .bind("name", name)
        .map((row, context) -> row.getBytes("wrapped"))
        .findOne();
  }
}
