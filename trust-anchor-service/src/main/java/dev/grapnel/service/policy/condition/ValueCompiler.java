package dev.grapnel.service.policy.condition;

import dev.grapnel.service.policy.pattern.InvalidPatternException;
import dev.grapnel.service.policy.pattern.PolicyText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads a condition's values as its operator wants them, or says which is none. */
final class ValueCompiler {
  private final ConditionOperator operator;
  private final List<String> texts;
  private final boolean variables;

  ValueCompiler(ConditionOperator operator, List<String> texts, boolean variables) {
    this.operator = operator;
    this.texts = texts;
    this.variables = variables && operator.takesVariables();
  }

  PolicyValues compile() throws InvalidPatternException {
    return switch (operator.family()) {
      case TEXT -> ExactValues.of(policyTexts(), false);
      case TEXT_IGNORING_CASE -> ExactValues.of(policyTexts(), true);
      case WILDCARD -> PatternValues.wildcards(policyTexts());
      case ARN -> PatternValues.arns(policyTexts());
      case NUMBER ->
          new ComparedValues<>(
              readAll(Decimals::parse, "a number"), operator.order(), ContextValue::number);
      case DATE ->
          new ComparedValues<>(
              readAll(Dates::parse, "a date of ISO 8601 or seconds since 1970"),
              operator.order(),
              ContextValue::date);
      case TRUTH -> truths();
      case BYTES -> new BytesValues(texts, readAll(Base64Text::decode, "base64"));
      case NETWORK ->
          new NetworkValues(readAll(IpNetwork::parse, "an IP address or a CIDR network"));
      case PRESENCE -> presence();
    };
  }

  private List<PolicyText> policyTexts() throws InvalidPatternException {
    List<PolicyText> read = new ArrayList<>();
    for (String text : texts) {
      read.add(variables ? PolicyText.withVariables(text) : PolicyText.literal(text));
    }
    return List.copyOf(read);
  }

  private <T> List<T> readAll(Function<String, @Nullable T> reader, String what)
      throws InvalidPatternException {
    List<T> read = new ArrayList<>();
    for (String text : texts) {
      T value = reader.apply(text);
      if (value == null) {
        throw notA(what, text);
      }
      read.add(value);
    }
    return List.copyOf(read);
  }

  private TruthValues truths() throws InvalidPatternException {
    List<PolicyText> read = policyTexts();
    for (PolicyText text : read) {
      if (text.isConstant() && !TruthValues.isTruth(text.toString())) {
        throw notA("true or false", text.toString());
      }
    }
    return TruthValues.of(read);
  }

  private PresenceValue presence() throws InvalidPatternException {
    for (String text : texts) {
      if (!TruthValues.isTruth(text)) {
        throw notA("true or false", text);
      }
    }
    return new PresenceValue(
        texts.stream().anyMatch("true"::equalsIgnoreCase),
        texts.stream().anyMatch("false"::equalsIgnoreCase));
  }

  private InvalidPatternException notA(String what, String text) {
    return new InvalidPatternException(
        "\"" + text + "\" is not " + what + ", which " + operator.wireName() + " compares");
  }
}
