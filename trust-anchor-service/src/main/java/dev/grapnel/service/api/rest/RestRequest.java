package dev.grapnel.service.api.rest;

import dev.grapnel.protocol.signing.MalformedRequestException;
import dev.grapnel.protocol.signing.QueryString;
import dev.grapnel.service.api.MalformedInputException;
import dev.grapnel.service.api.TextRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A request's input: the path's labels, the query and the body. */
public final class RestRequest {
  private final Map<String, String> labels;
  private final QueryString query;
  private final byte[] body;

  RestRequest(Map<String, String> labels, QueryString query, byte[] body) {
    this.labels = Map.copyOf(labels);
    this.query = query;
    this.body = body;
  }

  /** A label of the route's template. */
  public String label(String name, TextRule rule) throws MalformedInputException {
    String value = Objects.requireNonNull(labels.get(name), "the template has no such label");
    return rule.check(name, value);
  }

  /** A query parameter, which must not repeat. */
  public Optional<String> queryText(String name, TextRule rule) throws MalformedInputException {
    try {
      Optional<String> value = query.only(name);
      return value.isEmpty() ? value : Optional.of(rule.check(name, value.get()));
    } catch (MalformedRequestException e) {
      throw new MalformedInputException(e);
    }
  }

  public String requiredQueryText(String name, TextRule rule) throws MalformedInputException {
    Optional<String> value = queryText(name, rule);
    if (value.isEmpty()) {
      throw new MalformedInputException("Value at '" + name + "' is required");
    }
    return value.get();
  }

  /** A list in the query: the parameter's values in order; empty where it is absent. */
  public List<String> queryTexts(String name, TextRule rule) throws MalformedInputException {
    List<String> texts = new ArrayList<>();
    for (String value : query.all(name)) {
      texts.add(rule.check(name, value));
    }
    return texts;
  }

  /** A whole number in the query, at least {@code min}. */
  public Optional<Integer> queryInteger(String name, int min) throws MalformedInputException {
    Optional<String> text = queryText(name, TextRule.length(1, 20));
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      int value = Integer.parseInt(text.get());
      if (value < min) {
        throw new MalformedInputException("Value at '" + name + "' must be at least " + min);
      }
      return Optional.of(value);
    } catch (NumberFormatException _) {
      throw new MalformedInputException("Value at '" + name + "' must be a whole number");
    }
  }

  /** The body's members. */
  public Members body() throws MalformedInputException {
    return JsonBody.parse(body);
  }
}
