package dev.grapnel.service.policy.plain;

import dev.grapnel.service.policy.plain.PlainPolicy.PlainStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/** Decides a request by asking the documentation's questions one after the other. */
public final class PlainEvaluator {
  private final List<PlainPolicy> policies;
  private final PlainRequest request;

  public PlainEvaluator(List<PlainPolicy> policies, PlainRequest request) {
    this.policies = policies;
    this.request = request;
  }

  public String decide() {
    if (policies.stream().anyMatch(p -> p.statements().stream().anyMatch(s -> denies(p, s)))) {
      return "explicit-deny";
    }
    return allowed() ? "allow" : "implicit-deny";
  }

  private boolean allowed() {
    boolean resourceAllowsSelf = resourceAllows(this::namesSelf);
    boolean resourceAllowsRole = resourceAllows(this::namesRole);
    boolean resourceAllowsAccount = resourceAllows(this::namesAccount);
    boolean capped = caps("boundary", true) && caps("session", false);
    String type = request.names().type();
    if (request.account().isEmpty()) {
      return resourceAllowsSelf;
    }
    boolean same = request.account().equals(request.resourceAccount());
    if (type.equals("root")) {
      return capped && ((same && !exists("trust")) || resourceAllowsSelf);
    }
    boolean own =
        anyAllows("identity") && capped && (!type.equals("federated-user") || exists("session"));
    if (!same) {
      return (resourceAllowsSelf || resourceAllowsRole || resourceAllowsAccount) && own;
    }
    if (resourceAllowsSelf || (resourceAllowsRole && capped)) {
      return true;
    }
    return own && (!exists("trust") || resourceAllowsAccount);
  }

  private boolean exists(String kind) {
    return policies.stream().anyMatch(p -> p.kind().equals(kind));
  }

  private boolean anyAllows(String kind) {
    return policies.stream().anyMatch(p -> p.kind().equals(kind) && allows(p));
  }

  private boolean caps(String kind, boolean each) {
    List<PlainPolicy> of = policies.stream().filter(p -> p.kind().equals(kind)).toList();
    return of.isEmpty()
        || (each ? of.stream().allMatch(this::allows) : of.stream().anyMatch(this::allows));
  }

  private boolean allows(PlainPolicy policy) {
    return policy.statements().stream().anyMatch(s -> s.allows() && applies(policy, s));
  }

  private boolean resourceAllows(Predicate<PlainStatement> names) {
    return policies.stream()
        .filter(p -> p.kind().equals("resource") || p.kind().equals("trust"))
        .anyMatch(
            p ->
                p.statements().stream()
                    .anyMatch(s -> s.allows() && names.test(s) && applies(p, s)));
  }

  private boolean denies(PlainPolicy policy, PlainStatement statement) {
    boolean reached =
        statement.principals().byType().isEmpty()
            || (statement.principals().negated()
                ? !sparedByNotPrincipal(statement)
                : namesSelf(statement)
                    || namesRole(statement)
                    || namesAccount(statement)
                    || listed(statement, "AWS", "*"));
    return !statement.allows() && reached && applies(policy, statement);
  }

  /** All that a statement says beside its principals. */
  private boolean applies(PlainPolicy policy, PlainStatement statement) {
    PlainConditions conditions = new PlainConditions(request.context(), policy.hasVariables());
    return statement.actions().negated()
            != statement.actions().values().stream().anyMatch(this::isAction)
        && (statement.resources().values().isEmpty()
            || statement.resources().negated()
                != statement.resources().values().stream()
                    .anyMatch(r -> isResource(r, policy.hasVariables())))
        && statement.conditions().stream().allMatch(conditions::holds);
  }

  private boolean isAction(String pattern) {
    List<PlainMatch.Sign> signs = new ArrayList<>();
    pattern
        .toLowerCase(Locale.ROOT)
        .chars()
        .forEach(c -> signs.add(new PlainMatch.Sign((char) c, true)));
    return PlainMatch.like(signs, request.action().toLowerCase(Locale.ROOT));
  }

  private boolean isResource(String pattern, boolean variables) {
    List<PlainMatch.Sign> signs = PlainMatch.fill(pattern, variables, request.context());
    return signs != null && PlainMatch.resource(signs, request.resource());
  }

  private boolean namesSelf(PlainStatement statement) {
    if (statement.principals().negated()) {
      return !excludedFromAllow(statement);
    }
    PlainRequest.Names names = request.names();
    return switch (names.type()) {
      case "service" -> everybody(statement) || listed(statement, "Service", names.self());
      case "federated" -> everybody(statement) || listed(statement, "Federated", names.self());
      case "stranger" -> everybody(statement) || listed(statement, "AWS", "*");
      case "root" ->
          everybody(statement) || listed(statement, "AWS", "*") || namesAccount(statement);
      case "role" -> everybody(statement) || listed(statement, "AWS", "*");
      default ->
          everybody(statement)
              || listed(statement, "AWS", "*")
              || listed(statement, "AWS", names.self());
    };
  }

  private boolean namesRole(PlainStatement statement) {
    String role = request.names().role();
    return !statement.principals().negated() && !role.isEmpty() && listed(statement, "AWS", role);
  }

  private boolean namesAccount(PlainStatement statement) {
    String account = request.names().account();
    return !statement.principals().negated() && !account.isEmpty() && accountListed(statement);
  }

  private boolean accountListed(PlainStatement statement) {
    String account = request.names().account();
    return !account.isEmpty()
        && (listed(statement, "AWS", account)
            || listed(statement, "AWS", "arn:aws:iam::" + account + ":root"));
  }

  private boolean excludedFromAllow(PlainStatement statement) {
    return everybody(statement)
        || listed(statement, "AWS", "*")
        || listedSelf(statement)
        || listed(statement, "AWS", request.names().role())
        || accountListed(statement);
  }

  private boolean sparedByNotPrincipal(PlainStatement statement) {
    String type = request.names().type();
    boolean userOrRole = List.of("user", "role", "session").contains(type);
    if (userOrRole && exists("boundary")) {
      return false;
    }
    boolean outsider = type.equals("service") || type.equals("federated");
    if (everybody(statement) || (!outsider && listed(statement, "AWS", "*"))) {
      return true;
    }
    return switch (type) {
      case "service", "federated" -> listedSelf(statement);
      case "stranger" -> false;
      case "root" -> accountListed(statement);
      case "role" -> accountListed(statement) && listed(statement, "AWS", request.names().role());
      case "session" ->
          accountListed(statement)
              && listed(statement, "AWS", request.names().role())
              && listedSelf(statement);
      default -> accountListed(statement) && listedSelf(statement);
    };
  }

  private boolean listedSelf(PlainStatement statement) {
    String type =
        switch (request.names().type()) {
          case "service" -> "Service";
          case "federated" -> "Federated";
          default -> "AWS";
        };
    return listed(statement, type, request.names().self());
  }

  private static boolean everybody(PlainStatement statement) {
    return statement.principals().byType().containsKey("*");
  }

  private static boolean listed(PlainStatement statement, String type, String text) {
    Map<String, List<String>> byType = statement.principals().byType();
    return byType.getOrDefault(type, List.of()).contains(text);
  }
}
