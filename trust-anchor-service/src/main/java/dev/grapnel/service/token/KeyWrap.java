package dev.grapnel.service.token;

import dev.grapnel.protocol.secret.SecretValue;

/**
 * Encrypts secrets for keeping, under the master key. Thread-safe.
 *
 * <p>Each secret is bound to a purpose, such as {@code root-secret/ACCOUNT}: what was wrapped for
 * one purpose does not unwrap for another, so that rows of the store cannot be swapped.
 */
public interface KeyWrap {
  /** The secret encrypted; different bytes each time. */
  byte[] wrap(String purpose, SecretValue secret);

  /**
   * The secret of what {@link #wrap} made for the same purpose.
   *
   * @throws WrongMasterKeyException if it was made under another master key, for another purpose,
   *     or was changed
   */
  SecretValue unwrap(String purpose, byte[] wrapped) throws WrongMasterKeyException;
}
