package dev.grapnel.service.api.rest;

import dev.grapnel.service.api.MalformedInputException;
import dev.grapnel.service.api.TextRule;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A JSON object's members, read by name as the model has them. A member that is {@code null} counts
 * as absent.
 */
public final class Members {
  static final Members NONE = new Members("", JsonNodeFactory.instance.objectNode());

  private final String prefix;
  private final ObjectNode object;

  Members(String prefix, ObjectNode object) {
    this.prefix = prefix;
    this.object = object;
  }

  /** Reads one element of a list that is an object. */
  @FunctionalInterface
  public interface Element<T> {
    T read(Members members) throws MalformedInputException;
  }

  public Optional<String> text(String name, TextRule rule) throws MalformedInputException {
    JsonNode node = member(name);
    return node == null ? Optional.empty() : Optional.of(text(path(name), node, rule));
  }

  public String requiredText(String name, TextRule rule) throws MalformedInputException {
    return required(name, text(name, rule));
  }

  public Optional<Boolean> flag(String name) throws MalformedInputException {
    JsonNode node = member(name);
    if (node == null) {
      return Optional.empty();
    }
    if (!node.isBoolean()) {
      throw wrongType(path(name), "a boolean");
    }
    return Optional.of(node.booleanValue());
  }

  public boolean requiredFlag(String name) throws MalformedInputException {
    return required(name, flag(name));
  }

  /** A whole number within the bounds, both included. */
  public Optional<Integer> integer(String name, int min, int max) throws MalformedInputException {
    JsonNode node = member(name);
    if (node == null) {
      return Optional.empty();
    }
    if (!node.isIntegralNumber()) {
      throw wrongType(path(name), "a whole number");
    }
    if (!node.canConvertToInt() || node.intValue() < min || node.intValue() > max) {
      throw new MalformedInputException(
          "Value at '%s' must be from %d to %d".formatted(path(name), min, max));
    }
    return Optional.of(node.intValue());
  }

  /** Bytes, which JSON carries in base64 (RFC 4648 section 4, with padding). */
  public Optional<byte[]> blob(String name, int minBytes, int maxBytes)
      throws MalformedInputException {
    JsonNode node = member(name);
    if (node == null) {
      return Optional.empty();
    }
    if (!node.isString()) {
      throw wrongType(path(name), "a string in base64");
    }
    byte[] bytes = base64(path(name), node.stringValue());
    if (bytes.length < minBytes || bytes.length > maxBytes) {
      throw new MalformedInputException(
          "Value at '%s' must have from %d to %d bytes; it has %d"
              .formatted(path(name), minBytes, maxBytes, bytes.length));
    }
    return Optional.of(bytes);
  }

  public byte[] requiredBlob(String name, int minBytes, int maxBytes)
      throws MalformedInputException {
    return required(name, blob(name, minBytes, maxBytes));
  }

  public Optional<Members> object(String name) throws MalformedInputException {
    JsonNode node = member(name);
    return node == null ? Optional.empty() : Optional.of(object(path(name), node));
  }

  public Members requiredObject(String name) throws MalformedInputException {
    return required(name, object(name));
  }

  /** A list of strings. */
  public Optional<List<String>> texts(String name, int maxSize, TextRule rule)
      throws MalformedInputException {
    Optional<ArrayNode> array = array(name, maxSize);
    if (array.isEmpty()) {
      return Optional.empty();
    }
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < array.get().size(); i++) {
      texts.add(text(path(name, i), array.get().get(i), rule));
    }
    return Optional.of(List.copyOf(texts));
  }

  public List<String> requiredTexts(String name, int maxSize, TextRule rule)
      throws MalformedInputException {
    return required(name, texts(name, maxSize, rule));
  }

  /** A list of objects. */
  public <T> Optional<List<T>> objects(String name, int maxSize, Element<T> element)
      throws MalformedInputException {
    Optional<ArrayNode> array = array(name, maxSize);
    if (array.isEmpty()) {
      return Optional.empty();
    }
    List<T> objects = new ArrayList<>();
    for (int i = 0; i < array.get().size(); i++) {
      objects.add(element.read(object(path(name, i), array.get().get(i))));
    }
    return Optional.of(List.copyOf(objects));
  }

  public <T> List<T> requiredObjects(String name, int maxSize, Element<T> element)
      throws MalformedInputException {
    return required(name, objects(name, maxSize, element));
  }

  /** The whole path of a member, for messages. */
  public String path(String name) {
    return prefix.isEmpty() ? name : prefix + '.' + name;
  }

  private String path(String name, int index) {
    return path(name) + ".member." + (index + 1);
  }

  private @Nullable JsonNode member(String name) {
    JsonNode node = object.get(name);
    return node == null || node.isNull() ? null : node;
  }

  private Optional<ArrayNode> array(String name, int maxSize) throws MalformedInputException {
    JsonNode node = member(name);
    if (node == null) {
      return Optional.empty();
    }
    if (!(node instanceof ArrayNode array)) {
      throw wrongType(path(name), "a list");
    }
    if (array.size() > maxSize) {
      throw new MalformedInputException(
          "Value at '%s' must have at most %d members; it has %d"
              .formatted(path(name), maxSize, array.size()));
    }
    return Optional.of(array);
  }

  private <T> T required(String name, Optional<T> value) throws MalformedInputException {
    if (value.isEmpty()) {
      throw new MalformedInputException("Value at '" + path(name) + "' is required");
    }
    return value.get();
  }

  private static Members object(String path, JsonNode node) throws MalformedInputException {
    if (!(node instanceof ObjectNode object)) {
      throw wrongType(path, "an object");
    }
    return new Members(path, object);
  }

  private static String text(String path, JsonNode node, TextRule rule)
      throws MalformedInputException {
    if (!node.isString()) {
      throw wrongType(path, "a string");
    }
    return rule.check(path, node.stringValue());
  }

  private static byte[] base64(String path, String text) throws MalformedInputException {
    if (text.length() % 4 != 0) {
      throw wrongType(path, "a string in base64 with its padding");
    }
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException _) {
      throw wrongType(path, "a string in base64");
    }
  }

  private static MalformedInputException wrongType(String path, String expected) {
    return new MalformedInputException("Value at '" + path + "' must be " + expected);
  }
}
