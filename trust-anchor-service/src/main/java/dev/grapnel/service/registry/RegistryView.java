package dev.grapnel.service.registry;

import dev.grapnel.protocol.arn.Arn;
import java.util.List;
import java.util.Optional;

/**
 * What the stages may ask of the registry: one immutable snapshot, all of it from one moment. Every
 * look-up is within the account that the ARN or the argument names.
 */
public interface RegistryView {
  Optional<Account> account(String accountId);

  /** The trust anchor of that exact ARN, or of the alias ARN. */
  Optional<TrustAnchor> trustAnchor(Arn arn);

  /** The profile of that exact ARN, or of the alias ARN. */
  Optional<Profile> profile(Arn arn);

  /** The role of that exact ARN, path included. */
  Optional<Role> role(Arn arn);

  /** The CRLs of the trust anchor of that exact ARN, those that are disabled too. */
  List<Crl> crls(Arn trustAnchor);

  /** The account's root key of that access key id. */
  Optional<RootKey> rootKey(String accessKeyId);
}
