package dev.grapnel.service.policy;

import dev.grapnel.service.policy.condition.Condition;
import dev.grapnel.service.policy.json.Json;
import dev.grapnel.service.policy.pattern.Ascii;
import dev.grapnel.service.policy.pattern.InvalidPatternException;
import dev.grapnel.service.policy.pattern.PolicyText;
import dev.grapnel.service.policy.pattern.ResourcePattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one statement of a policy of one kind and version. */
final class StatementParser {
  private static final Set<String> ELEMENTS =
      Set.of(
          "Sid",
          "Effect",
          "Principal",
          "NotPrincipal",
          "Action",
          "NotAction",
          "Resource",
          "NotResource",
          "Condition");

  private final PolicyKind kind;
  private final boolean variables;

  StatementParser(PolicyKind kind, boolean variables) {
    this.kind = kind;
    this.variables = variables;
  }

  Statement parse(Json json, int index) throws MalformedPolicyException {
    Elements statement = Elements.of(json, ELEMENTS);
    return new Statement(
        json.pointer(),
        index,
        sid(statement),
        effect(statement),
        principals(statement),
        actions(statement),
        resources(statement),
        conditions(statement));
  }

  private Optional<String> sid(Elements statement) throws MalformedPolicyException {
    Optional<String> sid = statement.text("Sid");
    if (sid.isEmpty() || sid.get().isEmpty()) {
      return Optional.empty();
    }
    if (kind != PolicyKind.RESOURCE && !Ascii.isAlphanumeric(sid.get(), "")) {
      throw new MalformedPolicyException(
          statement.pointer() + "/Sid",
          "a statement id (Sid) may hold A-Z, a-z and 0-9; found \"" + sid.get() + "\"");
    }
    return sid;
  }

  private static Effect effect(Elements statement) throws MalformedPolicyException {
    String effect =
        statement
            .text("Effect")
            .orElseThrow(
                () ->
                    new MalformedPolicyException(
                        statement.pointer(), "the element Effect is missing"));
    return switch (effect) {
      case "Allow" -> Effect.ALLOW;
      case "Deny" -> Effect.DENY;
      default ->
          throw new MalformedPolicyException(
              statement.pointer() + "/Effect",
              "\"" + effect + "\" is no effect; expected Allow or Deny, in this case of letters");
    };
  }

  private @Nullable PrincipalElement principals(Elements statement)
      throws MalformedPolicyException {
    if (!kind.namesPrincipals()) {
      refuse(statement, "Principal");
      refuse(statement, "NotPrincipal");
      return null;
    }
    Chosen chosen = oneOf(statement, "Principal", "NotPrincipal");
    return new PrincipalElement(chosen.negated(), new PrincipalParser().parse(chosen.json()));
  }

  private ActionElement actions(Elements statement) throws MalformedPolicyException {
    Chosen chosen = oneOf(statement, "Action", "NotAction");
    List<String> actions = new ArrayList<>();
    for (Json.Text action : Elements.texts(chosen.json())) {
      ElementRules.checkAction(action.value(), kind, action.pointer());
      actions.add(action.value());
    }
    return new ActionElement(chosen.negated(), actions);
  }

  private @Nullable ResourceElement resources(Elements statement) throws MalformedPolicyException {
    if (!kind.namesResources()) {
      refuse(statement, "Resource");
      refuse(statement, "NotResource");
      return null;
    }
    Chosen chosen = oneOf(statement, "Resource", "NotResource");
    List<PolicyText> resources = new ArrayList<>();
    for (Json.Text resource : Elements.texts(chosen.json())) {
      resources.add(resource(resource));
    }
    return new ResourceElement(chosen.negated(), resources);
  }

  private PolicyText resource(Json.Text resource) throws MalformedPolicyException {
    try {
      PolicyText text =
          variables
              ? PolicyText.withVariables(resource.value())
              : PolicyText.literal(resource.value());
      ResourcePattern.check(text);
      return text;
    } catch (InvalidPatternException invalid) {
      throw new MalformedPolicyException(resource.pointer(), invalid.rule());
    }
  }

  private List<Condition> conditions(Elements statement) throws MalformedPolicyException {
    Optional<Json> conditions = statement.member("Condition");
    return conditions.isEmpty()
        ? List.of()
        : new ConditionParser(variables).parse(conditions.get());
  }

  private void refuse(Elements statement, String name) throws MalformedPolicyException {
    Optional<Json> json = statement.member(name);
    if (json.isPresent()) {
      throw new MalformedPolicyException(
          json.get().pointer(), "%s may not stand in %s policy".formatted(name, article(kind)));
    }
  }

  /** Which of an element and its negation a statement has, and its value. */
  private record Chosen(boolean negated, Json json) {}

  private Chosen oneOf(Elements statement, String name, String negatedName)
      throws MalformedPolicyException {
    Optional<Json> plain = statement.member(name);
    Optional<Json> negated = statement.member(negatedName);
    if (plain.isPresent() == negated.isPresent()) {
      throw new MalformedPolicyException(
          statement.pointer(),
          "a statement of %s policy has either %s or %s"
              .formatted(article(kind), name, negatedName));
    }
    return plain
        .map(json -> new Chosen(false, json))
        .orElseGet(() -> new Chosen(true, negated.orElseThrow()));
  }

  private static String article(PolicyKind kind) {
    return (kind == PolicyKind.IDENTITY ? "an " : "a ") + kind.label();
  }
}
