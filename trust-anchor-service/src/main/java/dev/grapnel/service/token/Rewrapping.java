package dev.grapnel.service.token;

/**
 * Encrypts what is kept under another master key.
 *
 * @param from unwraps what was kept, whichever master key it was under
 * @param to wraps under the new one
 */
public record Rewrapping(KeyWrap from, KeyWrap to) {
  /** The ring key under the new master key. */
  public KeptRingKey ringKey(KeptRingKey key) throws WrongMasterKeyException {
    byte[] wrapped = rewrap(RingKeeper.purpose(key.id()), key.wrapped());
    return new KeptRingKey(key.id(), key.createdAt(), key.sealsFrom(), wrapped, key.revoked());
  }

  /** The secret of that name, of {@link KeptSecrets}, under the new master key. */
  public byte[] keptSecret(String name, byte[] wrapped) throws WrongMasterKeyException {
    return rewrap(KeptSecrets.purpose(name), wrapped);
  }

  /** What was wrapped for that purpose, under the new master key. */
  public byte[] rewrap(String purpose, byte[] wrapped) throws WrongMasterKeyException {
    return to.wrap(purpose, from.unwrap(purpose, wrapped));
  }
}
