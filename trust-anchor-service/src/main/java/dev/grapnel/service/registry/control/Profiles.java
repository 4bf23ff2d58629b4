package dev.grapnel.service.registry.control;

import static dev.grapnel.service.registry.control.Aliases.changed;
import static dev.grapnel.service.registry.control.Aliases.given;

import dev.grapnel.service.refusal.Denial;
import dev.grapnel.service.refusal.Verdict;
import dev.grapnel.service.registry.AttributeMapping;
import dev.grapnel.service.registry.AttributeMapping.CertificateField;
import dev.grapnel.service.registry.Profile;
import dev.grapnel.service.registry.ResourceKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The operations on profiles. Identifiers are ids, ARNs or alias ARNs. Thread-safe. */
public final class Profiles {
  private final Foundation foundation;
  private final Registrar<Profile> registrar;
  private final Listing<Profile> listing;

  Profiles(Foundation foundation) {
    this.foundation = foundation;
    this.registrar = foundation.registrar(ResourceKind.PROFILE, Profile.class);
    this.listing = foundation.listing(ResourceKind.PROFILE, Profile.class);
  }

  public Verdict<Profile> create(String accountId, ProfileDraft draft) {
    return new Constraints()
        .name(draft.name())
        .sessionDuration(draft.duration())
        .roleArns(draft.roleArns())
        .managedPolicyArns(draft.managedPolicyArns())
        .sessionPolicy(draft.sessionPolicy())
        .alias(draft.aliasName())
        .tags(draft.tags(), Constraints.MAX_TAGS)
        .then(() -> checked(draft.sessionPolicy()))
        .then(policy -> registrar.insert(made(accountId, draft)));
  }

  public Verdict<Profile> get(String accountId, String identifier) {
    return registrar.get(accountId, identifier);
  }

  public Verdict<Page<Profile>> list(String accountId, PageRequest request) {
    return listing.list(accountId, request);
  }

  public Verdict<Updated<Profile>> update(
      String accountId, String identifier, ProfileChange change) {
    Constraints constraints =
        new Constraints().alias(change.aliasName()).sessionPolicy(change.sessionPolicy());
    change.name().ifPresent(constraints::name);
    change.duration().ifPresent(constraints::sessionDuration);
    change.roleArns().ifPresent(constraints::roleArns);
    change.managedPolicyArns().ifPresent(constraints::managedPolicyArns);
    return constraints
        .then(() -> checked(change.sessionPolicy()))
        .then(
            policy ->
                registrar.edit(
                    accountId, identifier, profile -> Verdict.pass(edited(profile, change))));
  }

  public Verdict<Profile> enable(String accountId, String identifier) {
    return registrar.update(accountId, identifier, p -> Verdict.pass(p.withEnabled(true)));
  }

  public Verdict<Profile> disable(String accountId, String identifier) {
    return registrar.update(accountId, identifier, p -> Verdict.pass(p.withEnabled(false)));
  }

  /** Deletes the profile, and answers with it as it was. */
  public Verdict<Profile> delete(String accountId, String identifier) {
    return registrar.delete(accountId, identifier);
  }

  /** Maps those parts of the field, in place of what was mapped of it before. */
  public Verdict<Profile> putAttributeMapping(
      String accountId, String identifier, CertificateField field, List<String> specifiers) {
    List<String> distinct = specifiers.stream().distinct().toList();
    return new Constraints()
        .specifiers(distinct)
        .then(() -> known(field, distinct))
        .then(
            known ->
                registrar.update(
                    accountId,
                    identifier,
                    profile -> Verdict.pass(mapped(profile, field, Optional.of(known)))));
  }

  /**
   * Maps those parts of the field no longer, or nothing of it where none are named. What is not
   * mapped anyway is no error.
   */
  public Verdict<Profile> deleteAttributeMapping(
      String accountId, String identifier, CertificateField field, List<String> specifiers) {
    return registrar.update(
        accountId,
        identifier,
        profile -> Verdict.pass(mapped(profile, field, remaining(profile, field, specifiers))));
  }

  private Verdict<Optional<String>> checked(Optional<String> sessionPolicy) {
    return sessionPolicy
        .flatMap(foundation.rules()::identityPolicyRefusal)
        .map(Verdict::<Optional<String>>refuse)
        .orElseGet(() -> Verdict.pass(sessionPolicy));
  }

  private Verdict<List<String>> known(CertificateField field, List<String> specifiers) {
    for (String specifier : specifiers) {
      Optional<Denial> refusal = foundation.rules().specifierRefusal(field, specifier);
      if (refusal.isPresent()) {
        return Verdict.refuse(refusal.get());
      }
    }
    return Verdict.pass(specifiers);
  }

  private Profile made(String accountId, ProfileDraft draft) {
    Instant now = foundation.clock().instant();
    return new Profile(
        foundation.arns().of(ResourceKind.PROFILE, accountId, foundation.newId(now)),
        draft.name(),
        draft.enabled(),
        draft.acceptRoleSessionName(),
        draft.requireInstanceProperties(),
        draft.duration(),
        draft.roleArns(),
        draft.managedPolicyArns(),
        draft.sessionPolicy(),
        AttributeMapping.DEFAULTS,
        given(draft.aliasName()),
        draft.tags(),
        accountId,
        now,
        now,
        0);
  }

  private static Profile edited(Profile profile, ProfileChange change) {
    return profile
        .withName(change.name().orElse(profile.name()))
        .withSessionPolicy(change.sessionPolicy().or(profile::sessionPolicy))
        .withRoleArns(change.roleArns().orElse(profile.roleArns()))
        .withManagedPolicyArns(change.managedPolicyArns().orElse(profile.managedPolicyArns()))
        .withDuration(change.duration().orElse(profile.duration()))
        .withAcceptRoleSessionName(
            change.acceptRoleSessionName().orElse(profile.acceptRoleSessionName()))
        .withAliasName(changed(profile.aliasName(), change.aliasName()));
  }

  private static Optional<List<String>> remaining(
      Profile profile, CertificateField field, List<String> specifiers) {
    if (specifiers.isEmpty()) {
      return Optional.empty();
    }
    return profile.attributeMappings().stream()
        .filter(mapping -> mapping.certificateField() == field)
        .findFirst()
        .map(mapping -> mapping.specifiers().stream().filter(s -> !specifiers.contains(s)).toList())
        .filter(left -> !left.isEmpty());
  }

  private static Profile mapped(
      Profile profile, CertificateField field, Optional<List<String>> specifiers) {
    List<AttributeMapping> mappings = new ArrayList<>(profile.attributeMappings());
    mappings.removeIf(mapping -> mapping.certificateField() == field);
    specifiers.ifPresent(parts -> mappings.add(new AttributeMapping(field, parts)));
    return profile.withAttributeMappings(mappings);
  }
}
