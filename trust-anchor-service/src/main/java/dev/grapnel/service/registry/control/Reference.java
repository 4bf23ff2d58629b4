package dev.grapnel.service.registry.control;

import dev.grapnel.protocol.arn.Arn;
import dev.grapnel.protocol.arn.InvalidArnException;
import dev.grapnel.service.refusal.Denial;
import dev.grapnel.service.refusal.Verdict;
import dev.grapnel.service.registry.RegistryTransaction;
import dev.grapnel.service.registry.Resource;
import dev.grapnel.service.registry.ResourceKey;
import dev.grapnel.service.registry.ResourceKind;
import dev.grapnel.service.registry.Snapshot;
import java.util.Optional;
import java.util.regex.Pattern;

/** A resource as a caller names it, within the caller's account: by id or by alias. */
sealed interface Reference {
  record ById(ResourceKey key) implements Reference {}

  record ByAlias(ResourceKind kind, String accountId, String aliasName) implements Reference {}

  /** Lower-case UUIDs, as the Roles Anywhere model has them. */
  Pattern UUID = Pattern.compile("[a-f0-9]{8}-([a-z0-9]{4}-){3}[a-z0-9]{12}");

  /** The longest identifier, in characters (the Roles Anywhere model's identifiers). */
  int MAX_LENGTH = 1011;

  /** Reads an id, an ARN or an alias ARN. */
  static Verdict<Reference> parse(
      ResourceArns arns, ResourceKind kind, String accountId, String text) {
    if (UUID.matcher(text).matches()) {
      return Verdict.pass(new ById(new ResourceKey(kind, accountId, text)));
    }
    if (text.length() > MAX_LENGTH) {
      return Verdict.refuse(malformed(kind));
    }
    try {
      return parse(arns, kind, accountId, Arn.parse(text));
    } catch (InvalidArnException e) {
      return Verdict.refuse(malformed(kind));
    }
  }

  private static Verdict<Reference> parse(
      ResourceArns arns, ResourceKind kind, String accountId, Arn arn) {
    String byId = kind.arnType() + '/';
    String byAlias = "alias/" + byId;
    String resource = arn.resource();
    boolean aliased = resource.startsWith(byAlias);
    if (!arn.service().equals("rolesanywhere") || (!aliased && !resource.startsWith(byId))) {
      return Verdict.refuse(malformed(kind));
    }
    String name = resource.substring((aliased ? byAlias : byId).length());
    Arn own = aliased ? arns.alias(kind, accountId, name) : arns.of(kind, accountId, name);
    if (!own.equals(arn)) {
      return Verdict.refuse(absent(kind));
    }
    return Verdict.pass(
        aliased
            ? new ByAlias(kind, accountId, name)
            : new ById(new ResourceKey(kind, accountId, name)));
  }

  default ResourceKind kind() {
    return switch (this) {
      case ById byId -> byId.key().kind();
      case ByAlias byAlias -> byAlias.kind();
    };
  }

  default Optional<Resource> in(Snapshot snapshot) {
    return switch (this) {
      case ById byId -> snapshot.find(byId.key());
      case ByAlias named ->
          snapshot.findByAlias(named.kind(), named.accountId(), named.aliasName());
    };
  }

  default Optional<Resource> in(RegistryTransaction transaction) {
    return switch (this) {
      case ById byId -> transaction.find(byId.key());
      case ByAlias named ->
          transaction.findByAlias(named.kind(), named.accountId(), named.aliasName());
    };
  }

  /** The refusal for a resource that the account does not have. */
  static Denial absent(ResourceKind kind) {
    return new Denial.NotFound("There is no such " + kind.label() + " in this account and region");
  }

  private static Denial malformed(ResourceKind kind) {
    return new Denial.Malformed(
        "Not the identifier of a " + kind.label() + ": expected its id, its ARN or its alias ARN");
  }
}
