package dev.grapnel.service.token;

import dev.grapnel.protocol.secret.SecretValue;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;

/** Secrets that all replicas share, by name, encrypted under the master key. Thread-safe. */
public final class KeptSecrets {
  private final KeptSecretStore store;
  private final KeyWrap wrap;

  public KeptSecrets(KeptSecretStore store, KeyWrap wrap) {
    this.store = store;
    this.wrap = wrap;
  }

  public Optional<SecretValue> find(String name) throws IOException, WrongMasterKeyException {
    Optional<byte[]> wrapped = store.find(name);
    return wrapped.isEmpty() ? Optional.empty() : Optional.of(unwrap(name, wrapped.get()));
  }

  /** The secret of that name; one is made and kept first if there is none, by one replica alone. */
  public SecretValue findOrKeep(String name, Supplier<SecretValue> made)
      throws IOException, WrongMasterKeyException {
    Optional<SecretValue> found = find(name);
    return found.isPresent()
        ? found.get()
        : unwrap(name, store.findOrKeep(name, wrap.wrap(purpose(name), made.get())));
  }

  private SecretValue unwrap(String name, byte[] wrapped) throws WrongMasterKeyException {
    return wrap.unwrap(purpose(name), wrapped);
  }

  /** What a kept secret is wrapped for. */
  static String purpose(String name) {
    return "kept-secret/" + name;
  }
}
