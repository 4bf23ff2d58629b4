package dev.grapnel.protocol.signing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A URL's query (or a form's body): its parameters decoded, in the order they were sent. A name may
 * repeat; a parameter without {@code =} has the empty value; empty parameters ({@code a=1&&b=2})
 * are skipped.
 */
public record QueryString(List<Parameter> parameters) {
  /** The longest text that is read, in characters. */
  public static final int MAX_LENGTH = 65_536;

  /** The most parameters that are read. */
  public static final int MAX_PARAMETERS = 1_024;

  /** No parameters. */
  public static final QueryString EMPTY = new QueryString(List.of());

  /** One parameter, decoded. */
  public record Parameter(String name, String value) {
    /** The name alone: values may be credentials. */
    @Override
    public String toString() {
      return name;
    }
  }

  public QueryString {
    parameters = List.copyOf(parameters);
  }

  /** Parameters from name, value, name, value..., not encoded. */
  public static QueryString of(String... namesAndValues) {
    if (namesAndValues.length % 2 != 0) {
      throw new IllegalArgumentException("a name without a value");
    }
    List<Parameter> parameters = new ArrayList<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      parameters.add(new Parameter(namesAndValues[i], namesAndValues[i + 1]));
    }
    return new QueryString(parameters);
  }

  /**
   * Reads a query as sent, without its {@code ?}. A percent sign without two hexadecimal digits,
   * bytes that are not UTF-8 and characters that needed encoding are refused.
   */
  public static QueryString parse(String raw) throws MalformedRequestException {
    if (raw.length() > MAX_LENGTH) {
      throw new MalformedRequestException("the query has more than " + MAX_LENGTH + " characters");
    }
    if (raw.isEmpty()) {
      return EMPTY;
    }
    List<Parameter> parameters = new ArrayList<>();
    int start = 0;
    while (start < raw.length()) {
      int ampersand = raw.indexOf('&', start);
      int end = ampersand < 0 ? raw.length() : ampersand;
      if (end > start) {
        parameters.add(parameter(raw, start, end));
      }
      if (parameters.size() > MAX_PARAMETERS) {
        throw new MalformedRequestException(
            "the query has more than " + MAX_PARAMETERS + " parameters");
      }
      start = end + 1;
    }
    return new QueryString(parameters);
  }

  /** Every value of that name, in order. */
  public List<String> all(String name) {
    List<String> values = new ArrayList<>(1);
    for (Parameter parameter : parameters) {
      if (parameter.name().equals(name)) {
        values.add(parameter.value());
      }
    }
    return values;
  }

  /** The value of that name, which must not repeat. */
  public Optional<String> only(String name) throws MalformedRequestException {
    List<String> values = all(name);
    if (values.size() > 1) {
      throw new MalformedRequestException("the query has " + name + " more than once");
    }
    return values.isEmpty() ? Optional.empty() : Optional.of(values.getFirst());
  }

  /** These parameters without those of that name. */
  public QueryString without(String name) {
    List<Parameter> rest = new ArrayList<>(parameters.size());
    for (Parameter parameter : parameters) {
      if (!parameter.name().equals(name)) {
        rest.add(parameter);
      }
    }
    return new QueryString(rest);
  }

  /** These parameters and one more at the end. */
  public QueryString with(String name, String value) {
    List<Parameter> more = new ArrayList<>(parameters);
    more.add(new Parameter(name, value));
    return new QueryString(more);
  }

  /**
   * The canonical query: names and values percent-encoded, sorted by encoded name and then by
   * encoded value, joined by {@code &}. It can be sent as it is.
   */
  public String canonical() {
    EncodedParameter[] encoded = new EncodedParameter[parameters.size()];
    for (int i = 0; i < encoded.length; i++) {
      encoded[i] = EncodedParameter.of(parameters.get(i));
    }
    Arrays.sort(encoded);
    StringBuilder out = new StringBuilder();
    for (EncodedParameter parameter : encoded) {
      if (!out.isEmpty()) {
        out.append('&');
      }
      out.append(parameter.name()).append('=').append(parameter.value());
    }
    return out.toString();
  }

  private record EncodedParameter(String name, String value)
      implements Comparable<EncodedParameter> {
    static EncodedParameter of(Parameter parameter) {
      return new EncodedParameter(encoded(parameter.name()), encoded(parameter.value()));
    }

    @Override
    public int compareTo(EncodedParameter other) {
      int byName = name.compareTo(other.name);
      return byName != 0 ? byName : value.compareTo(other.value);
    }

    private static String encoded(String text) {
      StringBuilder out = new StringBuilder(text.length() + 16);
      PercentEncoding.encode(out, text);
      return out.toString();
    }
  }

  private static Parameter parameter(String raw, int start, int end)
      throws MalformedRequestException {
    int equals = raw.indexOf('=', start);
    if (equals < 0 || equals > end) {
      return new Parameter(PercentEncoding.decode(raw.substring(start, end), "query"), "");
    }
    return new Parameter(
        PercentEncoding.decode(raw.substring(start, equals), "query"),
        PercentEncoding.decode(raw.substring(equals + 1, end), "query"));
  }
}
