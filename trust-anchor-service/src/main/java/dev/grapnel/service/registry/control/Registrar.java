package dev.grapnel.service.registry.control;

import dev.grapnel.service.refusal.Denial;
import dev.grapnel.service.refusal.Verdict;
import dev.grapnel.service.registry.Registry;
import dev.grapnel.service.registry.RegistryTransaction;
import dev.grapnel.service.registry.Resource;
import dev.grapnel.service.registry.ResourceKey;
import dev.grapnel.service.registry.ResourceKind;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the operations on every kind of resource have in common: find within the account, change the
 * state that is in the store at that moment, keep aliases unique. Thread-safe.
 */
final class Registrar<T extends Resource> {
  private final Registry registry;
  private final ResourceArns arns;
  private final InstantSource clock;
  private final ResourceKind kind;
  private final Class<T> type;

  Registrar(
      Registry registry, ResourceArns arns, InstantSource clock, ResourceKind kind, Class<T> type) {
    this.registry = registry;
    this.arns = arns;
    this.clock = clock;
    this.kind = kind;
    this.type = type;
  }

  Verdict<Reference> reference(String accountId, String identifier) {
    return Reference.parse(arns, kind, accountId, identifier);
  }

  Verdict<T> get(String accountId, String identifier) {
    return reference(accountId, identifier).then(this::get);
  }

  Verdict<T> get(Reference reference) {
    return typed(reference.in(registry.current()));
  }

  /** Keeps a new resource, unless its key or alias is taken. */
  Verdict<T> insert(T resource) {
    return registry.change(
        transaction -> {
          if (transaction.find(resource.key()).isPresent()) {
            return Verdict.refuse(taken());
          }
          return aliasTaken(transaction, resource)
              .map(Verdict::<T>refuse)
              .orElseGet(() -> inserted(transaction, resource));
        });
  }

  /** Keeps what the edit makes of the resource as it is at that moment. */
  Verdict<Updated<T>> edit(Reference reference, Function<T, Verdict<T>> edit) {
    return registry.change(
        transaction ->
            typed(reference.in(transaction))
                .then(
                    present ->
                        edit.apply(present)
                            .then(edited -> kept(transaction, present, edited))
                            .then(kept -> Verdict.pass(updated(present, kept)))));
  }

  Verdict<Updated<T>> edit(String accountId, String identifier, Function<T, Verdict<T>> edit) {
    return reference(accountId, identifier).then(reference -> edit(reference, edit));
  }

  /** As {@link #edit}, for edits that leave the alias alone. */
  Verdict<T> update(Reference reference, Function<T, Verdict<T>> edit) {
    return edit(reference, edit).then(updated -> Verdict.pass(updated.resource()));
  }

  Verdict<T> update(String accountId, String identifier, Function<T, Verdict<T>> edit) {
    return reference(accountId, identifier).then(reference -> update(reference, edit));
  }

  Verdict<T> delete(String accountId, String identifier) {
    return reference(accountId, identifier).then(r -> delete(r, Verdict::pass));
  }

  /** Deletes the resource, if that is allowed as it is at that moment; answers with it. */
  Verdict<T> delete(Reference reference, Function<T, Verdict<T>> allowed) {
    return registry.change(
        transaction ->
            typed(reference.in(transaction))
                .then(allowed)
                .then(
                    present -> {
                      transaction.delete(present.key());
                      return Verdict.pass(present);
                    }));
  }

  private Verdict<T> kept(RegistryTransaction transaction, T present, T edited) {
    if (!edited.aliasName().equals(present.aliasName())) {
      Optional<Denial> taken = aliasTaken(transaction, edited);
      if (taken.isPresent()) {
        return Verdict.refuse(taken.get());
      }
    }
    T stamped = stamped(transaction, edited);
    return transaction.update(stamped, present.version())
        ? Verdict.pass(stamped)
        : Verdict.refuse(new Denial.Conflict("The " + kind.label() + " was changed meanwhile"));
  }

  private Verdict<T> inserted(RegistryTransaction transaction, T resource) {
    T stamped = stamped(transaction, resource);
    transaction.insert(stamped);
    return Verdict.pass(stamped);
  }

  private static <R extends Resource> Updated<R> updated(R before, R after) {
    return new Updated<>(
        after, before.aliasName().filter(alias -> !after.aliasName().equals(Optional.of(alias))));
  }

  private T stamped(RegistryTransaction transaction, T resource) {
    return type.cast(resource.stamped(clock.instant(), transaction.version()));
  }

  private Optional<Denial> aliasTaken(RegistryTransaction transaction, T resource) {
    ResourceKey key = resource.key();
    return resource
        .aliasName()
        .flatMap(alias -> transaction.findByAlias(kind, resource.accountId(), alias))
        .filter(holder -> !holder.key().equals(key))
        .map(
            holder ->
                new Denial.Malformed(
                    "Another " + kind.label() + " of this account has that aliasName already"));
  }

  private Denial taken() {
    return new Denial.Conflict("A " + kind.label() + " of that name exists already");
  }

  private Verdict<T> typed(Optional<Resource> found) {
    return found
        .map(resource -> Verdict.pass(type.cast(resource)))
        .orElseGet(() -> Verdict.refuse(Reference.absent(kind)));
  }
}
