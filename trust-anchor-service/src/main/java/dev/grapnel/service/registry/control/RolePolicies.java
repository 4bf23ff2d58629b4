package dev.grapnel.service.registry.control;

import dev.grapnel.service.refusal.Denial;
import dev.grapnel.service.refusal.Verdict;
import dev.grapnel.service.registry.ResourceKind;
import dev.grapnel.service.registry.Role;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The operations on the inline policies of roles. Thread-safe. */
public final class RolePolicies {
  private final Foundation foundation;
  private final Registrar<Role> registrar;

  RolePolicies(Foundation foundation) {
    this.foundation = foundation;
    this.registrar = foundation.registrar(ResourceKind.ROLE, Role.class);
  }

  /** Adds the policy, in place of one of the same name. */
  public Verdict<Role> put(String accountId, String roleName, String policyName, String document) {
    return RoleConstraints.begin()
        .policyName(policyName)
        .inlinePolicy(document)
        .then(() -> checked(document))
        .then(
            policy ->
                registrar.update(
                    Roles.reference(accountId, roleName),
                    role -> withPolicy(role, policyName, policy)));
  }

  /** The document as stored. */
  public Verdict<String> get(String accountId, String roleName, String policyName) {
    return registrar
        .get(Roles.reference(accountId, roleName))
        .then(
            role ->
                Optional.ofNullable(role.inlinePolicies().get(policyName))
                    .map(Verdict::pass)
                    .orElseGet(() -> Verdict.refuse(absent())));
  }

  /** The names, in order. */
  public Verdict<Page<String>> list(String accountId, String roleName, PageRequest request) {
    String listing = "role-policies " + roleName;
    return request
        .start(foundation.pages(), listing, accountId)
        .then(
            after ->
                registrar
                    .get(Roles.reference(accountId, roleName))
                    .then(role -> Verdict.pass(page(role, listing, request.most(), after))));
  }

  public Verdict<Role> delete(String accountId, String roleName, String policyName) {
    return registrar.update(
        Roles.reference(accountId, roleName), role -> withoutPolicy(role, policyName));
  }

  private Verdict<String> checked(String document) {
    return foundation
        .rules()
        .identityPolicyRefusal(document)
        .map(Verdict::<String>refuse)
        .orElseGet(() -> Verdict.pass(document));
  }

  private Page<String> page(Role role, String listing, int most, String after) {
    List<String> names =
        role.inlinePolicies().keySet().stream()
            .filter(name -> name.compareTo(after) > 0)
            .sorted()
            .limit(most + 1L)
            .toList();
    if (names.size() <= most) {
      return new Page<>(names, Optional.empty());
    }
    List<String> part = new ArrayList<>(names.subList(0, most));
    String token = foundation.pages().seal(listing, role.accountId(), part.getLast());
    return new Page<>(part, Optional.of(token));
  }

  private static Verdict<Role> withPolicy(Role role, String policyName, String document) {
    Map<String, String> policies = new TreeMap<>(role.inlinePolicies());
    policies.put(policyName, document);
    return weight(policies.values()) > RoleConstraints.MAX_INLINE_POLICIES
        ? Verdict.refuse(
            new Denial.LimitExceeded(
                "Maximum policy size of "
                    + RoleConstraints.MAX_INLINE_POLICIES
                    + " characters exceeded for the role"))
        : Verdict.pass(role.withInlinePolicies(policies));
  }

  private static Verdict<Role> withoutPolicy(Role role, String policyName) {
    Map<String, String> policies = new TreeMap<>(role.inlinePolicies());
    return policies.remove(policyName) == null
        ? Verdict.refuse(absent())
        : Verdict.pass(role.withInlinePolicies(policies));
  }

  /** Characters other than white space, as IAM counts them. */
  private static long weight(Collection<String> documents) {
    return documents.stream()
        .flatMapToInt(String::chars)
        .filter(c -> !Character.isWhitespace(c))
        .count();
  }

  private static Denial absent() {
    return new Denial.NotFound("The role has no inline policy of that name");
  }
}
