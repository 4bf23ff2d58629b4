package dev.grapnel.service.policy;

import dev.grapnel.protocol.arn.Arn;
import java.util.Optional;

/** Who makes a request. */
public sealed interface Principal {
  /** Somebody who did not sign. */
  record Anonymous() implements Principal {}

  /** An AWS service, such as {@code rolesanywhere.amazonaws.com}. */
  record Service(String name) implements Principal {}

  /** A user of an identity provider: a provider's ARN, or a host such as accounts.google.com. */
  record Federated(String provider) implements Principal {}

  /** An account's root user. */
  record Root(String partition, String account) implements Principal {}

  /** An IAM user. */
  record User(Arn arn) implements Principal {}

  /** A session of that role whose name is not known, or does not matter. */
  record Role(Arn arn) implements Principal {}

  /**
   * A role's session.
   *
   * @param arn {@code arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION}
   * @param roleArn the role's own ARN, path included, where it is known
   */
  record RoleSession(Arn arn, Optional<Arn> roleArn) implements Principal {}

  /** A user session that GetFederationToken made. */
  record FederatedUser(Arn arn) implements Principal {}

  /**
   * The principal that a text names: {@code *} or {@code anonymous}; an account id or a root, user,
   * role, assumed-role, federated-user or identity provider ARN; a service's or provider's host.
   */
  static Principal parse(String text) throws InvalidPrincipalException {
    return PrincipalReader.read(text);
  }

  /** The text that {@link #parse} reads: an ARN, a host, or {@code *}. */
  default String text() {
    return switch (this) {
      case Anonymous a -> "*";
      case Service service -> service.name();
      case Federated federated -> federated.provider();
      case Root root -> "arn:" + root.partition() + ":iam::" + root.account() + ":root";
      case User user -> user.arn().toString();
      case Role role -> role.arn().toString();
      case RoleSession session -> session.arn().toString();
      case FederatedUser user -> user.arn().toString();
    };
  }

  /** The account that the principal belongs to; none for services, providers and strangers. */
  default Optional<String> accountId() {
    return switch (this) {
      case Root root -> Optional.of(root.account());
      case User user -> Optional.of(user.arn().account());
      case Role role -> Optional.of(role.arn().account());
      case RoleSession session -> Optional.of(session.arn().account());
      case FederatedUser federated -> Optional.of(federated.arn().account());
      case Anonymous a -> Optional.empty();
      case Service s -> Optional.empty();
      case Federated f -> Optional.empty();
    };
  }
}
