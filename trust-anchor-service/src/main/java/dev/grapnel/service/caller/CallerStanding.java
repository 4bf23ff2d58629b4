package dev.grapnel.service.caller;

import dev.grapnel.service.refusal.Denial;
import dev.grapnel.service.refusal.Verdict;
import dev.grapnel.service.registry.Account;
import dev.grapnel.service.registry.RegistryView;
import dev.grapnel.service.registry.Role;
import dev.grapnel.service.registry.Snapshots;
import dev.grapnel.service.token.SessionClaims;
import java.util.Optional;

/**
 * Whether a caller's account and role still stand: asked on each use, so that disabling an account,
 * deleting a role or revoking its sessions takes effect at once.
 */
record CallerStanding(Snapshots snapshots) {

  Verdict<AuthenticatedCaller> judge(AuthenticatedCaller caller) {
    RegistryView view = snapshots.current();
    Optional<String> fault =
        accountFault(view, caller.accountId()).or(() -> roleFault(view, caller));
    return fault.isEmpty()
        ? Verdict.pass(caller)
        : Verdict.refuse(
            new Denial.UnknownCaller(
                "The access key is no longer valid", caller.principalArn() + ": " + fault.get()));
  }

  private static Optional<String> accountFault(RegistryView view, String accountId) {
    Optional<Account> account = view.account(accountId);
    if (account.isEmpty()) {
      return Optional.of("the account is gone");
    }
    return account.get().enabled() ? Optional.empty() : Optional.of("the account is disabled");
  }

  private static Optional<String> roleFault(RegistryView view, AuthenticatedCaller caller) {
    return switch (caller) {
      case AuthenticatedCaller.Root _ -> Optional.empty();
      case AuthenticatedCaller.Session session -> roleFault(view, session.claims());
    };
  }

  private static Optional<String> roleFault(RegistryView view, SessionClaims claims) {
    Optional<Role> role = view.role(claims.roleArn());
    if (role.isEmpty()) {
      return Optional.of("the role is gone");
    }
    if (!role.get().uniqueId().equals(claims.roleUniqueId())) {
      return Optional.of(
          "the role was deleted, and the one of that name now is another, "
              + role.get().uniqueId());
    }
    return claims.issuedAt().isBefore(role.get().revokedBefore())
        ? Optional.of(
            "the role's sessions from before " + role.get().revokedBefore() + " are revoked")
        : Optional.empty();
  }
}
