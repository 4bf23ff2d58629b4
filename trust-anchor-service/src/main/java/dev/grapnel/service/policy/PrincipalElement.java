package dev.grapnel.service.policy;

import dev.grapnel.protocol.arn.Arn;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The {@code Principal} or {@code NotPrincipal} of a statement, compiled. */
final class PrincipalElement {
  private final boolean negated;
  private final NamedPrincipals named;
  private final Set<String> roleNames;

  PrincipalElement(boolean negated, NamedPrincipals named) {
    this.negated = negated;
    this.named = named;
    this.roleNames =
        named.roles().stream()
            .map(PrincipalElement::roleName)
            .collect(Collectors.toUnmodifiableSet());
  }

  boolean negated() {
    return negated;
  }

  NamedPrincipals named() {
    return named;
  }

  /**
   * How the element reaches the caller in a statement of that effect.
   *
   * @param bounded whether the caller has a permissions boundary: AWS documents that a Deny with
   *     NotPrincipal then always denies a user or role
   */
  Reach reach(Principal caller, Effect effect, boolean bounded) {
    if (!negated) {
      return reachOf(caller, effect);
    }
    boolean excepted =
        switch (effect) {
          case ALLOW -> reachOf(caller, Effect.DENY) != Reach.NONE;
          case DENY -> !(bounded && isUserOrRole(caller)) && wholeChainIsNamed(caller);
        };
    return excepted ? Reach.NONE : Reach.CALLER;
  }

  private Reach reachOf(Principal caller, Effect effect) {
    if (named.everyone()) {
      return Reach.CALLER;
    }
    return switch (caller) {
      case Principal.Anonymous a -> named.anyAws() ? Reach.CALLER : Reach.NONE;
      case Principal.Service service ->
          named.services().contains(service.name()) ? Reach.CALLER : outsider(effect);
      case Principal.Federated federated ->
          named.federated().contains(federated.provider()) ? Reach.CALLER : outsider(effect);
      case Principal.Root root ->
          named.anyAws() || named.accounts().contains(root.account()) ? Reach.CALLER : Reach.NONE;
      case Principal.User user -> insider(user.arn());
      case Principal.FederatedUser federated -> insider(federated.arn());
      case Principal.Role role ->
          !named.anyAws() && namesRole(role.arn()) ? Reach.ROLE : insider(role.arn());
      case Principal.RoleSession session -> {
        Reach direct = insider(session.arn());
        yield direct != Reach.CALLER && namesRoleOf(session) ? Reach.ROLE : direct;
      }
    };
  }

  /**
   * Services and providers against {@code "AWS": "*"}: a Deny covers them, an Allow does not (AWS:
   * it allows root users, IAM users, sessions and federated users).
   */
  private Reach outsider(Effect effect) {
    return named.anyAws() && effect == Effect.DENY ? Reach.CALLER : Reach.NONE;
  }

  private Reach insider(Arn arn) {
    if (named.anyAws() || named.callers().contains(arn.toString())) {
      return Reach.CALLER;
    }
    return named.accounts().contains(arn.account()) ? Reach.ACCOUNT : Reach.NONE;
  }

  /**
   * AWS compares the account, the role and the session each by itself, so a Deny with NotPrincipal
   * spares only a caller all of whose parts are named.
   */
  private boolean wholeChainIsNamed(Principal caller) {
    if (named.everyone()) {
      return true;
    }
    return switch (caller) {
      case Principal.Anonymous a -> named.anyAws();
      case Principal.Service service -> named.services().contains(service.name());
      case Principal.Federated federated -> named.federated().contains(federated.provider());
      case Principal.Root root -> named.anyAws() || named.accounts().contains(root.account());
      case Principal.User user -> accountAndCaller(user.arn());
      case Principal.FederatedUser federated -> accountAndCaller(federated.arn());
      case Principal.Role role ->
          named.anyAws() || (namesAccount(role.arn()) && namesRole(role.arn()));
      case Principal.RoleSession session ->
          named.anyAws() || (accountAndCaller(session.arn()) && namesRoleOf(session));
    };
  }

  private boolean accountAndCaller(Arn arn) {
    return named.anyAws() || (namesAccount(arn) && named.callers().contains(arn.toString()));
  }

  private boolean namesAccount(Arn arn) {
    return named.accounts().contains(arn.account());
  }

  private boolean namesRole(Arn role) {
    return named.roles().contains(role);
  }

  /** A session's ARN lacks its role's path; a role's name is unique in its account without it. */
  private boolean namesRoleOf(Principal.RoleSession session) {
    Optional<Arn> role = session.roleArn();
    if (role.isPresent()) {
      return namesRole(role.get());
    }
    Arn arn = session.arn();
    String id = arn.resourceId();
    String name = id.substring(0, Math.max(0, id.indexOf('/')));
    return roleNames.contains(arn.partition() + ':' + arn.account() + ':' + name);
  }

  private static String roleName(Arn role) {
    String name = PrincipalReader.lastPart(role.resourceId());
    return role.partition() + ':' + role.account() + ':' + name;
  }

  private static boolean isUserOrRole(Principal caller) {
    return caller instanceof Principal.User
        || caller instanceof Principal.Role
        || caller instanceof Principal.RoleSession;
  }
}
