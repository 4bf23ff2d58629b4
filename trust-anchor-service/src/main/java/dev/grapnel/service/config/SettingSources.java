package dev.grapnel.service.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;

/** Where values come from: flags before the environment before the file. */
public final class SettingSources {
  private static final long MAX_FILE_BYTES = 1 << 20;
  private static final String PREFIX = "GRAPNEL_";

  /** A value as found, and where. */
  record Found(Object value, String where) {}

  private final Map<String, String> flags;
  private final Map<String, String> environment;
  private final @Nullable TomlTable file;

  private SettingSources(
      Map<String, String> flags, Map<String, String> environment, @Nullable TomlTable file) {
    this.flags = Map.copyOf(flags);
    this.environment = Map.copyOf(environment);
    this.file = file;
  }

  /**
   * Reads the file, if there is one.
   *
   * @param flags values by key
   * @throws InvalidConfigurationException if the file cannot be read or is not TOML
   */
  public static SettingSources read(
      Map<String, String> flags, Map<String, String> environment, Optional<Path> file)
      throws InvalidConfigurationException {
    return new SettingSources(flags, environment, file.isPresent() ? parse(file.get()) : null);
  }

  private static TomlTable parse(Path file) throws InvalidConfigurationException {
    TomlParseResult parsed;
    try {
      if (Files.size(file) > MAX_FILE_BYTES) {
        throw new InvalidConfigurationException(
            List.of(file + ": larger than " + MAX_FILE_BYTES + " bytes"));
      }
      parsed = Toml.parse(file);
    } catch (IOException e) {
      throw new InvalidConfigurationException(List.of(file + ": cannot be read (" + e + ")"));
    }
    if (parsed.hasErrors()) {
      List<String> problems = new ArrayList<>();
      parsed
          .errors()
          .forEach(e -> problems.add(file + ": " + e.position() + ": " + e.getMessage()));
      throw new InvalidConfigurationException(problems);
    }
    return parsed;
  }

  /** The variable that holds the key's value. */
  static String variable(String key) {
    return PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_');
  }

  @Nullable Found find(String key) {
    String flag = flags.get(key);
    if (flag != null) {
      return new Found(flag, "flag for " + key);
    }
    String variable = environment.get(variable(key));
    if (variable != null) {
      return new Found(variable, "environment variable " + variable(key));
    }
    Object value = file == null ? null : file.get(key);
    return value == null ? null : new Found(value, "configuration file, " + key + at(key));
  }

  private String at(String key) {
    return file == null || file.inputPositionOf(key) == null
        ? ""
        : " at " + file.inputPositionOf(key);
  }

  /** Keys of flags and file that nobody asked for. */
  Set<String> unknown(Set<String> known) {
    Set<String> unknown = new TreeSet<>(flags.keySet());
    if (file != null) {
      unknown.addAll(file.dottedKeySet(true));
      known.forEach(unknown::remove);
      known.forEach(key -> unknown.removeIf(table -> key.startsWith(table + ".")));
    }
    unknown.removeAll(known);
    return unknown;
  }
}
