package dev.grapnel.service.policy.plain;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A policy as data, and its document. */
public record PlainPolicy(String kind, String version, List<PlainStatement> statements) {
  /** An element or its negation, such as Action or NotAction. */
  public record Element(boolean negated, List<String> values) {}

  /** Principals by type; a type of {@code *} stands for the bare star. */
  public record Principals(boolean negated, Map<String, List<String>> byType) {}

  public record PlainCondition(String type, String key, List<String> values) {}

  /** Elements that the kind of policy does not have are empty. */
  public record PlainStatement(
      boolean allows,
      Principals principals,
      Element actions,
      Element resources,
      List<PlainCondition> conditions) {}

  public boolean hasVariables() {
    return version.equals("2012-10-17");
  }

  public String document() {
    return statements.stream()
        .map(PlainPolicy::document)
        .collect(
            Collectors.joining(
                ",",
                "{"
                    + (version.isEmpty() ? "" : "\"Version\":\"" + version + "\",")
                    + "\"Statement\":[",
                "]}"));
  }

  private static String document(PlainStatement statement) {
    StringBuilder text = new StringBuilder("{\"Effect\":");
    text.append(statement.allows() ? "\"Allow\"" : "\"Deny\"");
    Principals principals = statement.principals();
    if (!principals.byType().isEmpty()) {
      text.append(principals.negated() ? ",\"NotPrincipal\":" : ",\"Principal\":");
      text.append(principals.byType().containsKey("*") ? "\"*\"" : map(principals.byType()));
    }
    text.append(element("Action", statement.actions()));
    if (!statement.resources().values().isEmpty()) {
      text.append(element("Resource", statement.resources()));
    }
    if (!statement.conditions().isEmpty()) {
      text.append(",\"Condition\":").append(conditions(statement.conditions()));
    }
    return text.append('}').toString();
  }

  private static String element(String name, Element element) {
    return ",\"" + (element.negated() ? "Not" : "") + name + "\":" + list(element.values());
  }

  private static String conditions(List<PlainCondition> conditions) {
    return conditions.stream()
        .map(c -> "\"" + c.type() + "\":{\"" + c.key() + "\":" + list(c.values()) + "}")
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String map(Map<String, List<String>> values) {
    return values.entrySet().stream()
        .map(entry -> "\"" + entry.getKey() + "\":" + list(entry.getValue()))
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String list(List<String> values) {
    return values.stream()
        .map(value -> "\"" + value + "\"")
        .collect(Collectors.joining(",", "[", "]"));
  }
}
