package dev.grapnel.service.api.rolesanywhere;

import dev.grapnel.service.api.Intent;
import dev.grapnel.service.api.Intent.Done;
import dev.grapnel.service.api.MalformedInputException;
import dev.grapnel.service.api.TextRule;
import dev.grapnel.service.api.rest.JsonAnswer;
import dev.grapnel.service.api.rest.RestOperation;
import dev.grapnel.service.api.rest.RestRequest;
import dev.grapnel.service.caller.AccessRequest;
import dev.grapnel.service.caller.AuthenticatedCaller;
import dev.grapnel.service.refusal.Verdict;
import dev.grapnel.service.registry.Resource;
import dev.grapnel.service.registry.ResourceKind;
import dev.grapnel.service.registry.control.Page;
import dev.grapnel.service.registry.control.PageRequest;
import dev.grapnel.service.registry.control.ResourceArns;
import dev.grapnel.service.registry.control.Updated;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import tools.jackson.core.JsonGenerator;

/**
 * What the operations on one kind of resource have in common: the path that names one, the
 * permission that it takes, the answer.
 *
 * @param member of an answer that holds one, such as {@code trustAnchor}; with {@code Id} the
 *     path's label, with {@code Arn} the audit trail's name for it
 * @param path of one, such as {@code /trustanchor}
 * @param get by account and identifier
 * @param detail writes one's members
 */
record Family<T extends Resource>(
    ResourceKind kind,
    String member,
    String path,
    TextRule identifier,
    ResourceArns arns,
    BiFunction<String, String, Verdict<T>> get,
    BiConsumer<JsonGenerator, T> detail) {

  String label() {
    return member + "Id";
  }

  /** The template of the path of one. */
  String template() {
    return path + "/{" + label() + '}';
  }

  String identifier(RestRequest request) throws MalformedInputException {
    return request.label(label(), identifier);
  }

  /** Gets one. */
  RestOperation getting(String operation) {
    return new RestOperation(
        operation,
        "GET",
        template(),
        200,
        (caller, request) -> {
          String id = identifier(request);
          Verdict<T> found = get.apply(caller.accountId(), id);
          return Intent.look(
              permission(operation, caller, id, found),
              Map.of(label(), id),
              () -> found.then(one -> Verdict.pass(answer(one, Optional.empty()))));
        });
  }

  /** Lists them, in the member that is given. */
  RestOperation listing(
      String operation,
      String collection,
      String members,
      BiFunction<String, PageRequest, Verdict<Page<T>>> list) {
    return new RestOperation(
        operation,
        "GET",
        collection,
        200,
        (caller, request) -> {
          PageRequest page = Pages.request(request);
          return Intent.look(
              onNone(operation),
              Map.of(),
              () ->
                  list.apply(caller.accountId(), page)
                      .then(
                          found -> Verdict.pass(out -> Details.page(out, members, found, detail))));
        });
  }

  /** Changes one in a way that needs no more input than which. */
  RestOperation changing(
      String operation,
      String method,
      String suffix,
      BiFunction<String, String, Verdict<T>> action) {
    return new RestOperation(
        operation,
        method,
        template() + suffix,
        200,
        (caller, request) -> {
          String id = identifier(request);
          String target = target(caller, id);
          return Intent.change(
              permission(operation, caller, target),
              Map.of(label(), id),
              () -> action.apply(caller.accountId(), target).then(this::done));
        });
  }

  /**
   * The real ARN of what the identifier names now, or the identifier where it names nothing. A
   * change is authorised and made by it, so that an alias cannot move in between.
   */
  String target(AuthenticatedCaller caller, String id) {
    return switch (get.apply(caller.accountId(), id)) {
      case Verdict.Passed<T> passed -> passed.value().arn().toString();
      case Verdict.Refused<T> _ -> id;
    };
  }

  /** The permission for an action that is not about one that is there already. */
  static AccessRequest onNone(String operation) {
    return AccessRequest.of("rolesanywhere:" + operation, "*");
  }

  /** The permission for an action on the one that the identifier names. */
  AccessRequest permission(String operation, AuthenticatedCaller caller, String id) {
    return permission(operation, caller, id, get.apply(caller.accountId(), id));
  }

  /**
   * Policies are judged by the resource's real ARN, never by an alias, and by the tags that it has.
   * Where the identifier names nothing, what it says is judged as it is.
   */
  private AccessRequest permission(
      String operation, AuthenticatedCaller caller, String id, Verdict<T> found) {
    String action = "rolesanywhere:" + operation;
    return switch (found) {
      case Verdict.Passed<T> passed ->
          AccessRequest.of(action, passed.value().arn().toString())
              .withResourceTags(passed.value().tags());
      case Verdict.Refused<T> _ -> AccessRequest.of(action, absent(caller, id));
    };
  }

  private String absent(AuthenticatedCaller caller, String id) {
    if (!id.startsWith("arn:")) {
      return arns.of(kind, caller.accountId(), id).toString();
    }
    return ArnText.orAny(id);
  }

  Verdict<Done<JsonAnswer>> done(T changed) {
    return done(new Updated<>(changed, Optional.empty()));
  }

  Verdict<Done<JsonAnswer>> done(Updated<T> updated) {
    return Verdict.pass(
        new Done<>(
            answer(updated.resource(), updated.previousAliasName()),
            Map.of(member + "Arn", updated.resource().arn().toString())));
  }

  private JsonAnswer answer(T one, Optional<String> previousAlias) {
    return out -> {
      out.writeObjectPropertyStart(member);
      detail.accept(out, one);
      Details.text(out, "previousAliasName", previousAlias);
      out.writeEndObject();
    };
  }
}
