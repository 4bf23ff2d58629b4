package dev.grapnel.service.store;

import dev.grapnel.service.registry.RegisteredAccount;
import dev.grapnel.service.registry.RootKey;
import dev.grapnel.service.registry.RootSecrets;
import dev.grapnel.service.token.KeptRingKey;
import dev.grapnel.service.token.Rewrapping;
import dev.grapnel.service.token.WrongMasterKeyException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Encrypts every secret of the store under another master key, all or none. */
final class Rewrap {
  private final Engine engine;
  private final Rewrapping rewrapping;

  Rewrap(Engine engine, Rewrapping rewrapping) {
    this.engine = engine;
    this.rewrapping = rewrapping;
  }

  void run() throws IOException, WrongMasterKeyException {
    Optional<WrongMasterKeyException> failure =
        engine.write(
            handle -> {
              try {
                rewrap(handle);
                engine.signalChange(handle);
                return Optional.empty();
              } catch (WrongMasterKeyException e) {
                handle.rollback();
                return Optional.of(e);
              }
            });
    if (failure.isPresent()) {
      throw failure.get();
    }
  }

  private void rewrap(Handle handle) throws WrongMasterKeyException {
    long version = RegistryState.advance(handle);
    List<KeptRingKey> ring = new ArrayList<>();
    for (KeptRingKey key : RingKeyRows.select(handle)) {
      ring.add(rewrapping.ringKey(key));
    }
    RingKeyRows.replace(handle, ring);
    for (RegisteredAccount account : AccountRows.all(handle)) {
      AccountRows.put(handle, rewrapped(account, version));
    }
    for (Map.Entry<String, byte[]> secret : keptSecrets(handle).entrySet()) {
      byte[] wrapped = rewrapping.keptSecret(secret.getKey(), secret.getValue());
      handle.execute("UPDATE kept_secret SET wrapped = ? WHERE name = ?", wrapped, secret.getKey());
    }
  }

  private RegisteredAccount rewrapped(RegisteredAccount account, long version)
      throws WrongMasterKeyException {
    RootKey key = account.rootKey();
    String purpose = RootSecrets.purpose(key.accountId(), key.accessKeyId());
    byte[] wrapped = rewrapping.rewrap(purpose, key.wrappedSecret());
    RootKey rewrapped = new RootKey(key.accountId(), key.accessKeyId(), wrapped);
    return new RegisteredAccount(account.account(), rewrapped, account.createdAt(), version);
  }

  private static Map<String, byte[]> keptSecrets(Handle handle) {
    return handle
        .createQuery("SELECT name, wrapped FROM kept_secret")
        .map((row, context) -> Map.entry(row.getString("name"), row.getBytes("wrapped")))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
