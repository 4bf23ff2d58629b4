package dev.grapnel.agent.config;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/** A TOML table that remembers which of its keys were asked for, and collects errors. */
final class ConfigTable {
  private final String prefix;
  private final @Nullable TomlTable table;
  private final Path base;
  private final List<String> errors;
  private final Set<String> known = new HashSet<>();

  ConfigTable(String prefix, @Nullable TomlTable table, Path base, List<String> errors) {
    this.prefix = prefix;
    this.table = table;
    this.base = base;
    this.errors = errors;
  }

  boolean isPresent() {
    return table != null;
  }

  boolean hasNoErrors() {
    return errors.isEmpty();
  }

  void error(String message) {
    errors.add(message);
  }

  /** The key's full name, for messages. */
  String name(String key) {
    return prefix + key;
  }

  List<String> keys() {
    return table == null ? List.of() : table.keySet().stream().sorted().toList();
  }

  private @Nullable Object value(String key) {
    known.add(key);
    return table == null ? null : table.get(List.of(key));
  }

  @Nullable TomlTable raw(String key) {
    return value(key) instanceof TomlTable inner ? inner : null;
  }

  /** The table below that key; an empty one if it is absent. */
  ConfigTable table(String key) {
    Object value = value(key);
    if (value != null && !(value instanceof TomlTable)) {
      error(name(key) + " is a table");
    }
    return new ConfigTable(
        name(key) + '.', value instanceof TomlTable inner ? inner : null, base, errors);
  }

  Optional<String> text(String key) {
    Object value = value(key);
    if (value instanceof String text && !text.isEmpty()) {
      return Optional.of(text);
    }
    if (value != null) {
      error(name(key) + " is a text in quotes");
    }
    return Optional.empty();
  }

  String requiredText(String key) {
    Optional<String> text = text(key);
    if (text.isEmpty()) {
      error(name(key) + " is missing");
    }
    return text.orElse("");
  }

  Optional<Path> path(String key) {
    return text(key).map(base::resolve);
  }

  boolean isOn(String key) {
    Object value = value(key);
    if (value != null && !(value instanceof Boolean)) {
      error(name(key) + " is true or false");
    }
    return Boolean.TRUE.equals(value);
  }

  long number(String key, long absent, long least, long most) {
    Object value = value(key);
    if (value == null) {
      return absent;
    }
    if (value instanceof Long number && number >= least && number <= most) {
      return number;
    }
    error(name(key) + " is a whole number from " + least + " to " + most);
    return absent;
  }

  Duration seconds(String key, Duration absent, Duration least, Duration most) {
    return Duration.ofSeconds(number(key, absent.toSeconds(), least.toSeconds(), most.toSeconds()));
  }

  List<String> texts(String key) {
    Object value = value(key);
    List<String> texts = new ArrayList<>();
    if (value instanceof TomlArray array && array.size() <= 100) {
      for (Object item : array.toList()) {
        if (item instanceof String text) {
          texts.add(text);
        }
      }
      if (texts.size() == array.size()) {
        return texts;
      }
    }
    if (value != null) {
      error(name(key) + " is a list of texts");
    }
    return List.of();
  }

  /** {@code HOST:PORT}, the host an address, such as {@code 127.0.0.1:9910} or {@code [::1]:0}. */
  Optional<InetSocketAddress> address(String key) {
    Optional<String> text = text(key);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    int colon = text.get().lastIndexOf(':');
    try {
      int port = Integer.parseInt(text.get().substring(colon + 1));
      String host = text.get().substring(0, Math.max(0, colon)).replaceAll("^\\[|\\]$", "");
      InetSocketAddress address = new InetSocketAddress(host, port);
      if (!host.isEmpty() && !address.isUnresolved()) {
        return Optional.of(address);
      }
    } catch (IllegalArgumentException _) {
      // Said below.
    }
    error(name(key) + " is HOST:PORT");
    return Optional.empty();
  }

  /** An unknown key is an error that names it: a misspelt setting must not be passed over. */
  void refuseUnknown() {
    for (String key : keys()) {
      if (!known.contains(key)) {
        error(name(Toml.tomlEscape(key).toString()) + " is not a setting");
      }
    }
  }
}
