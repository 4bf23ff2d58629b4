package dev.grapnel.service.caller;

import dev.grapnel.protocol.secret.SecretValue;
import dev.grapnel.service.refusal.Denial;
import dev.grapnel.service.refusal.Verdict;
import dev.grapnel.service.registry.RootKey;
import dev.grapnel.service.registry.RootSecrets;
import dev.grapnel.service.registry.Snapshots;
import dev.grapnel.service.token.OpenedSession;
import dev.grapnel.service.token.SessionOpener;
import dev.grapnel.service.token.WrongMasterKeyException;
import java.util.Optional;

/** Whose key an access key id is, with the secret to check a signature by. */
final class CallerKeys {
  private static final String UNKNOWN = "The access key or the session token is not valid";

  /** Who signed if the signature is by that secret; not to be let out before that is known. */
  record Key(AuthenticatedCaller claimant, SecretValue secretAccessKey) {}

  private final Snapshots snapshots;
  private final RootSecrets rootSecrets;
  private final SessionOpener sessions;

  CallerKeys(Snapshots snapshots, RootSecrets rootSecrets, SessionOpener sessions) {
    this.snapshots = snapshots;
    this.rootSecrets = rootSecrets;
    this.sessions = sessions;
  }

  Verdict<Key> find(CallSignature signature) {
    String accessKeyId = signature.accessKeyId();
    Optional<String> token = signature.sessionToken();
    return token.isPresent() ? session(accessKeyId, token.get()) : root(accessKeyId);
  }

  private Verdict<Key> session(String accessKeyId, String token) {
    return switch (sessions.open(accessKeyId, token)) {
      case OpenedSession.Live live ->
          Verdict.pass(
              new Key(
                  new AuthenticatedCaller.Session(accessKeyId, live.claims()),
                  live.secretAccessKey()));
      case OpenedSession.Expired expired ->
          Verdict.refuse(
              new Denial.Expired(
                  "The session ended at " + expired.expiredAt() + "; get a new one"));
      case OpenedSession.Unknown unknown -> unknown(accessKeyId + ": " + unknown.reason());
    };
  }

  private Verdict<Key> root(String accessKeyId) {
    Optional<RootKey> rootKey = snapshots.current().rootKey(accessKeyId);
    if (rootKey.isEmpty()) {
      return unknown(accessKeyId + ": no account has this access key, and no session token came");
    }
    try {
      return Verdict.pass(
          new Key(
              new AuthenticatedCaller.Root(rootKey.get().accountId(), accessKeyId),
              rootSecrets.secretAccessKey(rootKey.get())));
    } catch (WrongMasterKeyException e) {
      return Verdict.refuse(
          new Denial.Unavailable(
              "The service cannot check this access key at present; try again later",
              String.valueOf(e.getMessage())));
    }
  }

  private static Verdict<Key> unknown(String reason) {
    return Verdict.refuse(new Denial.UnknownCaller(UNKNOWN, reason));
  }
}
