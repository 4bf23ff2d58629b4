package dev.grapnel.service.token;

import java.io.IOException;
import java.util.Optional;

/** Where wrapped secrets are kept by name. Thread-safe. */
public interface KeptSecretStore {
  Optional<byte[]> find(String name) throws IOException;

  /** What is kept under that name, which is the given if nothing was; on disk when it returns. */
  byte[] findOrKeep(String name, byte[] wrapped) throws IOException;
}
