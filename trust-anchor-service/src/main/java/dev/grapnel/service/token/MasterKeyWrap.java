package dev.grapnel.service.token;

import dev.grapnel.protocol.secret.SecretValue;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/** Wraps under one master key and unwraps under that one and those before it. Thread-safe. */
public final class MasterKeyWrap implements KeyWrap {
  private final MasterKey present;
  private final List<MasterKey> former;
  private final SecureRandom random;

  public MasterKeyWrap(MasterKey present, List<MasterKey> former, SecureRandom random) {
    this.present = present;
    this.former = List.copyOf(former);
    this.random = random;
  }

  @Override
  public byte[] wrap(String purpose, SecretValue secret) {
    return Envelope.seal(present.id(), present.bytes(), purpose, secret.reveal(), random);
  }

  @Override
  public SecretValue unwrap(String purpose, byte[] wrapped) throws WrongMasterKeyException {
    Envelope envelope =
        Envelope.parse(wrapped)
            .orElseThrow(() -> new WrongMasterKeyException(purpose + " is damaged in the store"));
    MasterKey key =
        key(envelope.keyId())
            .orElseThrow(
                () ->
                    new WrongMasterKeyException(
                        purpose
                            + " is encrypted under another master key; give the service the key"
                            + " that this store was made or last rewrapped with"));
    return envelope
        .open(key.bytes(), purpose)
        .map(SecretValue::of)
        .orElseThrow(() -> new WrongMasterKeyException(purpose + " was changed in the store"));
  }

  private Optional<MasterKey> key(long id) {
    if (present.id() == id) {
      return Optional.of(present);
    }
    return former.stream().filter(key -> key.id() == id).findFirst();
  }
}
