package dev.grapnel.protocol.signing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A message's header fields in the order they were sent. Names are kept in lower case, values as
 * sent, a character for each byte (ISO 8859-1); a name may repeat.
 */
public record Headers(List<Field> fields) {
  /** No header at all. */
  public static final Headers NONE = new Headers(List.of());

  /** One header field; the name is in lower case. */
  public record Field(String name, String value) {
    public Field {
      name = name.toLowerCase(Locale.ROOT);
    }

    /** The name alone: values may be credentials. */
    @Override
    public String toString() {
      return name;
    }
  }

  public Headers {
    fields = List.copyOf(fields);
  }

  /** Headers from name, value, name, value... */
  public static Headers of(String... namesAndValues) {
    if (namesAndValues.length % 2 != 0) {
      throw new IllegalArgumentException("a name without a value");
    }
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.add(new Field(namesAndValues[i], namesAndValues[i + 1]));
    }
    return new Headers(fields);
  }

  /** Every value of the lower-case name, in order. */
  public List<String> all(String name) {
    List<String> values = new ArrayList<>(1);
    for (Field field : fields) {
      if (field.name().equals(name)) {
        values.add(field.value());
      }
    }
    return values;
  }

  /** The first value of the lower-case name. */
  public Optional<String> first(String name) {
    for (Field field : fields) {
      if (field.name().equals(name)) {
        return Optional.of(field.value());
      }
    }
    return Optional.empty();
  }

  /** These headers and one more at the end. */
  public Headers with(String name, String value) {
    List<Field> more = new ArrayList<>(fields);
    more.add(new Field(name, value));
    return new Headers(more);
  }
}
