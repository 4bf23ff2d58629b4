package dev.grapnel.service.config;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.tomlj.TomlArray;

/** The kinds of values there are. */
final class SettingKinds {
  private SettingKinds() {}

  private record Simple<T>(String name, Function<Object, T> parser, Function<T, String> formatter)
      implements SettingKind<T> {
    @Override
    public T parse(Object raw) {
      return parser.apply(raw);
    }

    @Override
    public String format(T value) {
      return formatter.apply(value);
    }
  }

  static final SettingKind<String> TEXT =
      new Simple<>("text", SettingKinds::textOf, value -> value);

  static final SettingKind<Boolean> BOOLEAN =
      new Simple<>("true or false", SettingKinds::booleanOf, Object::toString);

  static final SettingKind<List<String>> LIST =
      new Simple<>("list of texts", SettingKinds::listOf, value -> String.join(", ", value));

  static final SettingKind<HostPort> ADDRESS =
      new Simple<>("address", raw -> HostPort.parse(textOf(raw)), HostPort::toString);

  /** A URL of that scheme; without its last letter (TLS), of loopback alone. */
  static SettingKind<URI> url(String scheme) {
    return new Simple<>("URL", raw -> urlOf(textOf(raw), scheme), URI::toString);
  }

  /** A setting that may be absent. */
  static <T> SettingKind<Optional<T>> optional(SettingKind<T> kind) {
    return new Simple<>(
        kind.name(),
        raw -> Optional.of(kind.parse(raw)),
        value -> value.map(kind::format).orElse("none"));
  }

  static SettingKind<Long> number(long least, long most) {
    return new Simple<>("number", raw -> within(numberOf(raw), least, most), Object::toString);
  }

  static SettingKind<Long> size(long least, long most) {
    return new Simple<>(
        "size", raw -> within(ByteSize.parse(raw.toString()), least, most), ByteSize::format);
  }

  static SettingKind<Duration> duration(Duration least, Duration most) {
    return new Simple<>(
        "duration",
        raw -> {
          Duration value = TimeSpan.parse(textOf(raw));
          if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                "expected "
                    + TimeSpan.format(least)
                    + " to "
                    + TimeSpan.format(most)
                    + ", found "
                    + TimeSpan.format(value));
          }
          return value;
        },
        TimeSpan::format);
  }

  static <E extends Enum<E>> SettingKind<E> choice(Class<E> type) {
    List<String> names = Arrays.stream(type.getEnumConstants()).map(SettingKinds::lower).toList();
    return new Simple<>(
        names.stream().collect(Collectors.joining(", ", "one of ", "")),
        raw -> {
          int index = names.indexOf(textOf(raw).toLowerCase(Locale.ROOT));
          if (index < 0) {
            throw new IllegalArgumentException(
                "expected one of " + String.join(", ", names) + ", found " + raw);
          }
          return type.getEnumConstants()[index];
        },
        SettingKinds::lower);
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static String textOf(Object raw) {
    if (raw instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException("expected a text in quotation marks, found " + raw);
  }

  private static Boolean booleanOf(Object raw) {
    return switch (raw.toString().toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      case String other ->
          throw new IllegalArgumentException("expected true or false, found " + other);
    };
  }

  private static long numberOf(Object raw) {
    try {
      return Long.parseLong(raw.toString());
    } catch (NumberFormatException _) {
      throw new IllegalArgumentException("expected a whole number, found " + raw);
    }
  }

  private static long within(long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException("expected " + least + " to " + most + ", found " + value);
    }
    return value;
  }

  private static URI urlOf(String text, String scheme) {
    String wrong = "expected " + scheme + "://HOST/..., found " + text;
    URI url;
    try {
      url = URI.create(text);
    } catch (IllegalArgumentException _) {
      throw new IllegalArgumentException(wrong);
    }
    if (url.getHost() == null || url.getUserInfo() != null) {
      throw new IllegalArgumentException(wrong);
    }
    String plain = scheme.substring(0, scheme.length() - 1);
    boolean loopback = new HostPort(url.getHost().replaceAll("[\\[\\]]", ""), 0).isLoopback();
    if (!scheme.equalsIgnoreCase(url.getScheme())
        && !(plain.equalsIgnoreCase(url.getScheme()) && loopback)) {
      throw new IllegalArgumentException(
          wrong + " (" + plain + " is for this machine alone, such as 127.0.0.1)");
    }
    return url;
  }

  private static List<String> listOf(Object raw) {
    if (raw instanceof TomlArray array) {
      return array.toList().stream().map(SettingKinds::textOf).toList();
    }
    return Arrays.stream(textOf(raw).split(",", -1))
        .map(String::strip)
        .filter(item -> !item.isEmpty())
        .toList();
  }
}
