package dev.grapnel.service.api.query;

import dev.grapnel.protocol.signing.MalformedRequestException;
import dev.grapnel.protocol.signing.QueryString;
import dev.grapnel.service.api.MalformedInputException;
import dev.grapnel.service.api.TextRule;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A call's parameters, from its query and its form. */
public final class QueryParameters {
  private static final String MEMBER = ".member.";

  private final Map<String, String> values;

  private QueryParameters(Map<String, String> values) {
    this.values = values;
  }

  /** Reads one element of a list of structures, whose parameters begin with the prefix. */
  @FunctionalInterface
  public interface Element<T> {
    T read(String prefix) throws MalformedInputException;
  }

  /** From a query and a form, both as sent. */
  static QueryParameters parse(String rawQuery, byte[] body) throws MalformedInputException {
    Map<String, String> values = new TreeMap<>();
    add(values, parse(rawQuery));
    add(values, parse(form(body)));
    return new QueryParameters(values);
  }

  public Optional<String> text(String name, TextRule rule) throws MalformedInputException {
    String value = values.get(name);
    return value == null ? Optional.empty() : Optional.of(rule.check(name, value));
  }

  public String requiredText(String name, TextRule rule) throws MalformedInputException {
    Optional<String> value = text(name, rule);
    if (value.isEmpty()) {
      throw new MalformedInputException("Value at '" + name + "' is required");
    }
    return value.get();
  }

  /** A whole number within the bounds, both included. */
  public Optional<Integer> integer(String name, int min, int max) throws MalformedInputException {
    Optional<String> text = text(name, TextRule.length(1, 20));
    if (text.isEmpty()) {
      return Optional.empty();
    }
    int value = parseInteger(name, text.get());
    if (value < min || value > max) {
      throw new MalformedInputException(
          "Value at '%s' must be from %d to %d".formatted(name, min, max));
    }
    return Optional.of(value);
  }

  /** A list of strings, {@code NAME.member.1} and on. */
  public List<String> texts(String name, int maxSize, TextRule rule)
      throws MalformedInputException {
    return list(name, maxSize, prefix -> requiredText(prefix, rule));
  }

  /** A list of structures, {@code NAME.member.1.FIELD} and on. */
  public <T> List<T> list(String name, int maxSize, Element<T> element)
      throws MalformedInputException {
    int size = size(name, maxSize);
    List<T> elements = new ArrayList<>();
    for (int i = 1; i <= size; i++) {
      elements.add(element.read(name + MEMBER + i));
    }
    return elements;
  }

  /** Whether there is a parameter of that name, or a list or structure. */
  public boolean has(String name) {
    return values.keySet().stream().anyMatch(key -> key.equals(name) || key.startsWith(name + '.'));
  }

  /** How many members a list has; they are numbered from 1 without a gap. */
  private int size(String name, int maxSize) throws MalformedInputException {
    String prefix = name + MEMBER;
    int size = 0;
    for (String key : values.keySet()) {
      if (key.startsWith(prefix)) {
        String rest = key.substring(prefix.length());
        int dot = rest.indexOf('.');
        size = Math.max(size, parseInteger(name, dot < 0 ? rest : rest.substring(0, dot)));
      }
    }
    if (size > maxSize) {
      throw new MalformedInputException(
          "Value at '%s' must have at most %d members".formatted(name, maxSize));
    }
    return size;
  }

  private static int parseInteger(String name, String text) throws MalformedInputException {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException _) {
      throw new MalformedInputException("Value at '" + name + "' must be a whole number");
    }
  }

  private static void add(Map<String, String> values, QueryString more)
      throws MalformedInputException {
    for (QueryString.Parameter parameter : more.parameters()) {
      if (values.putIfAbsent(parameter.name(), parameter.value()) != null) {
        throw new MalformedInputException(
            "Parameter '" + parameter.name() + "' is given more than once");
      }
    }
  }

  private static QueryString parse(String raw) throws MalformedInputException {
    try {
      return QueryString.parse(raw);
    } catch (MalformedRequestException e) {
      throw new MalformedInputException(e);
    }
  }

  private static String form(byte[] body) throws MalformedInputException {
    if (body.length > QueryString.MAX_LENGTH) {
      throw new MalformedInputException(
          "The form has more than " + QueryString.MAX_LENGTH + " bytes");
    }
    try {
      return StandardCharsets.US_ASCII.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException _) {
      throw new MalformedInputException("The form has a character that must be percent-encoded");
    }
  }
}
