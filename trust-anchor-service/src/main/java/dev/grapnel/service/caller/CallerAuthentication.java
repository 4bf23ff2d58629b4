package dev.grapnel.service.caller;

import dev.grapnel.protocol.secret.SecretValue;
import dev.grapnel.protocol.signing.MalformedRequestException;
import dev.grapnel.protocol.signing.SigV4Key;
import dev.grapnel.protocol.signing.StringToSign;
import dev.grapnel.service.refusal.Denial;
import dev.grapnel.service.refusal.Verdict;
import dev.grapnel.service.registry.RootSecrets;
import dev.grapnel.service.registry.Snapshots;
import dev.grapnel.service.token.SessionOpener;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A call signed with AWS Signature Version 4 to the caller who signed it. What costs little is
 * checked first; what depends on the caller's account and role is checked once the signature has
 * proven who calls. Thread-safe.
 */
public final class CallerAuthentication {
  private final CallerKeys keys;
  private final CallerStanding standing;
  private final ScopeRules rules;
  private final InstantSource clock;

  /** For a service in that region. */
  public CallerAuthentication(
      Snapshots snapshots,
      RootSecrets rootSecrets,
      SessionOpener sessions,
      InstantSource clock,
      String region) {
    this.keys = new CallerKeys(snapshots, rootSecrets, sessions);
    this.standing = new CallerStanding(snapshots);
    this.rules = new ScopeRules(region);
    this.clock = clock;
  }

  /**
   * The caller.
   *
   * @param service the API that is called, as a signature's scope names it: {@code rolesanywhere},
   *     {@code iam} or {@code sts}
   * @param onProven told who signed as soon as that is proven, before it is known whether the
   *     account and role still stand: for the record of a refusal, and for nothing else
   */
  public Verdict<AuthenticatedCaller> authenticate(
      SignedCall call, String service, Consumer<AuthenticatedCaller> onProven) {
    return CallReader.read(call)
        .then(signature -> scoped(signature, service))
        .then(this::proven)
        .then(
            signer -> {
              onProven.accept(signer);
              return standing.judge(signer);
            });
  }

  private Verdict<CallSignature> scoped(CallSignature signature, String service) {
    Optional<Denial> fault = rules.fault(signature, service, clock.instant());
    return fault.isPresent() ? Verdict.refuse(fault.get()) : Verdict.pass(signature);
  }

  private Verdict<AuthenticatedCaller> proven(CallSignature signature) {
    return keys.find(signature).then(key -> verified(signature, key));
  }

  private static Verdict<AuthenticatedCaller> verified(
      CallSignature signature, CallerKeys.Key key) {
    StringToSign text;
    try {
      text = signature.request().stringToSign(signature.authorization(), signature.date());
    } catch (MalformedRequestException e) {
      return Verdict.refuse(new Denial.IncompleteSignature(e.getMessage()));
    }
    SecretValue secret = key.secretAccessKey();
    SigV4Key derived = SigV4Key.derive(secret, signature.authorization().scope());
    return derived.verifies(text, signature.authorization().signature())
        ? Verdict.pass(key.claimant())
        : Verdict.refuse(
            new Denial.BadSignature(
                "The signature does not match the request and the access key; check the secret"
                    + " access key, and that nothing on the way changes the request",
                "wrong signature by access key " + signature.accessKeyId()));
  }
}
