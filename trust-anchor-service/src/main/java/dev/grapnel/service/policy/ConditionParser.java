package dev.grapnel.service.policy;

import dev.grapnel.service.policy.condition.Condition;
import dev.grapnel.service.policy.condition.ConditionType;
import dev.grapnel.service.policy.json.Json;
import dev.grapnel.service.policy.pattern.Fold;
import dev.grapnel.service.policy.pattern.InvalidPatternException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the value of a Condition. */
final class ConditionParser {
  private static final int MAX_KEY_LENGTH = 512;

  private final boolean variables;
  private final List<Condition> conditions = new ArrayList<>();

  ConditionParser(boolean variables) {
    this.variables = variables;
  }

  List<Condition> parse(Json json) throws MalformedPolicyException {
    Set<ConditionType> types = new HashSet<>();
    for (Map.Entry<String, Json> entry : Elements.of(json).members().entrySet()) {
      ConditionType type = type(entry.getKey(), entry.getValue());
      if (!types.add(type)) {
        throw new MalformedPolicyException(
            entry.getValue().pointer(),
            type + " stands twice, in different case; join the two blocks");
      }
      addAll(type, entry.getValue());
    }
    return conditions;
  }

  private static ConditionType type(String name, Json json) throws MalformedPolicyException {
    try {
      return ConditionType.parse(name);
    } catch (InvalidPatternException invalid) {
      throw new MalformedPolicyException(json.pointer(), invalid.rule());
    }
  }

  private void addAll(ConditionType type, Json json) throws MalformedPolicyException {
    Set<String> keys = new HashSet<>();
    for (Map.Entry<String, Json> entry : Elements.of(json).members().entrySet()) {
      String key = entry.getKey();
      Json values = entry.getValue();
      checkKey(key, values.pointer());
      if (!keys.add(Fold.key(key))) {
        throw new MalformedPolicyException(
            values.pointer(), "the condition key stands twice, in different case");
      }
      conditions.add(compile(type, key, values));
    }
  }

  private Condition compile(ConditionType type, String key, Json values)
      throws MalformedPolicyException {
    List<String> texts = new ArrayList<>();
    for (Json value : Elements.oneOrMore(values)) {
      texts.add(scalar(value));
    }
    try {
      return Condition.compile(type, key, texts, variables);
    } catch (InvalidPatternException invalid) {
      throw new MalformedPolicyException(values.pointer(), invalid.rule());
    }
  }

  private static String scalar(Json value) throws MalformedPolicyException {
    return switch (value) {
      case Json.Text text -> text.value();
      case Json.Num number -> number.value();
      case Json.Truth truth -> String.valueOf(truth.value());
      case Json.Obj o -> throw notScalar(value);
      case Json.Arr a -> throw notScalar(value);
      case Json.Null n -> throw notScalar(value);
    };
  }

  private static MalformedPolicyException notScalar(Json value) {
    return new MalformedPolicyException(
        value.pointer(), "expected a string, a number or a boolean and found " + value.kind());
  }

  private static void checkKey(String key, String pointer) throws MalformedPolicyException {
    boolean valid =
        !key.isEmpty()
            && key.length() <= MAX_KEY_LENGTH
            && key.chars().allMatch(c -> c >= ' ' && c != '*' && c != '?')
            && key.equals(key.strip());
    if (!valid) {
      throw new MalformedPolicyException(
          pointer, "no valid condition key; expected a name such as aws:SourceArn");
    }
  }
}
