package dev.grapnel.service.registry;

import dev.grapnel.protocol.secret.SecretValue;
import dev.grapnel.service.token.KeyWrap;
import dev.grapnel.service.token.WrongMasterKeyException;

/** Opens the root secrets of accounts, to verify signatures by them. Thread-safe. */
public final class RootSecrets {
  private final KeyWrap wrap;

  public RootSecrets(KeyWrap wrap) {
    this.wrap = wrap;
  }

  /** The secret access key of that root key. */
  public SecretValue secretAccessKey(RootKey key) throws WrongMasterKeyException {
    return wrap.unwrap(purpose(key.accountId(), key.accessKeyId()), key.wrappedSecret());
  }

  /** What a root secret is wrapped for: that account and that access key id, and no other. */
  public static String purpose(String accountId, String accessKeyId) {
    return "root-secret/" + accountId + '/' + accessKeyId;
  }
}
