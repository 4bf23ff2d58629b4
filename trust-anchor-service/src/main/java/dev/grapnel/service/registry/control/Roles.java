package dev.grapnel.service.registry.control;

import dev.grapnel.service.refusal.Denial;
import dev.grapnel.service.refusal.Verdict;
import dev.grapnel.service.registry.ResourceKind;
import dev.grapnel.service.registry.Role;
import dev.grapnel.service.token.AccessKeyIds;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The operations on roles, by the limits of IAM (2010-05-08). A role is named by its name alone,
 * whose case is kept but makes no difference. Thread-safe.
 */
public final class Roles {
  private final Foundation foundation;
  private final Registrar<Role> registrar;
  private final Listing<Role> listing;

  Roles(Foundation foundation) {
    this.foundation = foundation;
    this.registrar = foundation.registrar(ResourceKind.ROLE, Role.class);
    this.listing = foundation.listing(ResourceKind.ROLE, Role.class);
  }

  /** Makes a role with a unique id that no role had before it. */
  public Verdict<Role> create(String accountId, RoleDraft draft) {
    return RoleConstraints.begin()
        .path(draft.path())
        .name(draft.name())
        .description(draft.description())
        .maxSessionDuration(draft.maxSessionDuration())
        .trustPolicy(draft.trustPolicy())
        .tags(draft.tags())
        .then(() -> checkedTrust(draft.trustPolicy()))
        .then(policy -> registrar.insert(made(accountId, draft)));
  }

  public Verdict<Role> get(String accountId, String name) {
    return registrar.get(reference(accountId, name));
  }

  /** Those whose path begins with the prefix, in the order of their names in lower case. */
  public Verdict<Page<Role>> list(String accountId, String pathPrefix, PageRequest request) {
    return RoleConstraints.begin()
        .pathPrefix(pathPrefix)
        .then(
            () ->
                listing.list(
                    accountId,
                    "role " + pathPrefix,
                    role -> role.path().startsWith(pathPrefix),
                    request));
  }

  public Verdict<Role> updateAssumeRolePolicy(String accountId, String name, String trustPolicy) {
    return RoleConstraints.begin()
        .trustPolicy(trustPolicy)
        .then(() -> checkedTrust(trustPolicy))
        .then(policy -> update(accountId, name, role -> role.withTrustPolicy(policy)));
  }

  /** Changes description and limit; what is empty stays. */
  public Verdict<Role> update(
      String accountId,
      String name,
      Optional<String> description,
      Optional<Duration> maxSessionDuration) {
    RoleConstraints constraints = RoleConstraints.begin();
    description.ifPresent(constraints::description);
    maxSessionDuration.ifPresent(constraints::maxSessionDuration);
    return constraints.then(
        () ->
            update(
                accountId,
                name,
                role ->
                    role.withDescription(description.orElse(role.description()))
                        .withMaxSessionDuration(
                            maxSessionDuration.orElse(role.maxSessionDuration()))));
  }

  /** Refuses from now on every session of the role that was issued before that time. */
  public Verdict<Role> revokeSessions(String accountId, String name, Instant issuedBefore) {
    return update(accountId, name, role -> role.withRevokedBefore(issuedBefore));
  }

  /** Deletes the role; its inline policies must have been deleted before, as in IAM. */
  public Verdict<Role> delete(String accountId, String name) {
    return registrar.delete(reference(accountId, name), Roles::withoutPolicies);
  }

  /** Adds the tags, in place of those with the same keys. */
  public Verdict<Role> tag(String accountId, String name, Map<String, String> tags) {
    return RoleConstraints.begin()
        .tags(tags)
        .then(
            () ->
                registrar.update(
                    reference(accountId, name),
                    role -> Tagging.added(role, tags, Constraints.MAX_ROLE_TAGS)));
  }

  /** Removes the tags of those keys; a key that is not there is no error. */
  public Verdict<Role> untag(String accountId, String name, Iterable<String> tagKeys) {
    return registrar.update(
        reference(accountId, name), role -> Verdict.pass(Tagging.removed(role, tagKeys)));
  }

  private Verdict<Role> update(String accountId, String name, Function<Role, Role> edit) {
    return registrar.update(reference(accountId, name), role -> Verdict.pass(edit.apply(role)));
  }

  static Reference reference(String accountId, String name) {
    return new Reference.ById(Role.key(accountId, name));
  }

  private static Verdict<Role> withoutPolicies(Role role) {
    return role.inlinePolicies().isEmpty()
        ? Verdict.pass(role)
        : Verdict.refuse(
            new Denial.InUse("Cannot delete the role, must delete its inline policies first"));
  }

  private Verdict<String> checkedTrust(String trustPolicy) {
    return foundation
        .rules()
        .trustPolicyRefusal(trustPolicy)
        .map(Verdict::<String>refuse)
        .orElseGet(() -> Verdict.pass(trustPolicy));
  }

  private Role made(String accountId, RoleDraft draft) {
    return new Role(
        ResourceArns.role(accountId, draft.path(), draft.name()),
        "AROA" + AccessKeyIds.text(foundation.random(), 17),
        draft.path(),
        draft.name(),
        draft.description(),
        draft.trustPolicy(),
        draft.maxSessionDuration(),
        Map.of(),
        draft.tags(),
        foundation.clock().instant(),
        Instant.EPOCH,
        0);
  }
}
