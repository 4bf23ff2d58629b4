package dev.grapnel.service.policy;

import dev.grapnel.service.policy.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The members of one object of a policy, read by name; every name must be known. */
final class Elements {
  private final Json.Obj object;

  private Elements(Json.Obj object) {
    this.object = object;
  }

  /** The members of a value that must be an object with no members but those. */
  static Elements of(Json json, Set<String> known) throws MalformedPolicyException {
    Elements elements = of(json);
    for (Map.Entry<String, Json> member : elements.object.members().entrySet()) {
      if (!known.contains(member.getKey())) {
        throw new MalformedPolicyException(
            member.getValue().pointer(),
            "unknown element; expected one of " + String.join(", ", new TreeSet<>(known)));
      }
    }
    return elements;
  }

  /** The members of a value that must be an object. */
  static Elements of(Json json) throws MalformedPolicyException {
    if (json instanceof Json.Obj object) {
      return new Elements(object);
    }
    throw new MalformedPolicyException(
        json.pointer(), "expected an object and found " + json.kind());
  }

  String pointer() {
    return object.pointer();
  }

  Map<String, Json> members() {
    return object.members();
  }

  Optional<Json> member(String name) {
    return Optional.ofNullable(object.members().get(name));
  }

  boolean hasEither(String name, String otherName) {
    return object.members().containsKey(name) || object.members().containsKey(otherName);
  }

  /** A member that must be a string where it is there. */
  Optional<String> text(String name) throws MalformedPolicyException {
    Json json = object.members().get(name);
    return json == null ? Optional.empty() : Optional.of(text(json));
  }

  /** The elements of a member that must be there: of its array, or itself. */
  List<Json> oneOrMore(String name) throws MalformedPolicyException {
    Json json = object.members().get(name);
    if (json == null) {
      throw new MalformedPolicyException(pointer(), "the element " + name + " is missing");
    }
    return oneOrMore(json);
  }

  static List<Json> oneOrMore(Json json) throws MalformedPolicyException {
    if (!(json instanceof Json.Arr array)) {
      return List.of(json);
    }
    if (array.elements().isEmpty()) {
      throw new MalformedPolicyException(
          json.pointer(), "the list is empty; a list has at least one value");
    }
    if (array.elements().size() > PolicyLimits.MAX_VALUES) {
      throw new MalformedPolicyException(
          json.pointer(), "the list has more than " + PolicyLimits.MAX_VALUES + " values");
    }
    return array.elements();
  }

  /** A string, or all strings of an array, with their places. */
  static List<Json.Text> texts(Json json) throws MalformedPolicyException {
    List<Json.Text> texts = new ArrayList<>();
    for (Json element : oneOrMore(json)) {
      texts.add(new Json.Text(element.pointer(), text(element)));
    }
    return texts;
  }

  private static String text(Json json) throws MalformedPolicyException {
    if (json instanceof Json.Text text) {
      return text.value();
    }
    throw new MalformedPolicyException(
        json.pointer(), "expected a string and found " + json.kind());
  }
}
