package dev.grapnel.service.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Reads settings from their sources, and remembers which were asked for and what was wrong. For one
 * thread.
 */
final class Settings {
  /** A setting as asked for. */
  record Known(String key, String kind, String defaultText) {}

  private final SettingSources sources;
  private final List<Known> known = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  Settings(SettingSources sources) {
    this.sources = sources;
  }

  Section section(String name) {
    return new Section(this, name);
  }

  <T> T read(String key, SettingKind<T> kind, T defaultValue) {
    known.add(new Known(key, kind.name(), kind.format(defaultValue)));
    SettingSources.Found found = sources.find(key);
    if (found == null) {
      return defaultValue;
    }
    try {
      return kind.parse(found.value());
    } catch (IllegalArgumentException e) {
      problems.add(found.where() + ": " + e.getMessage());
      return defaultValue;
    }
  }

  /** Notes what is wrong with values that were read. */
  void problem(String text) {
    problems.add(text);
  }

  List<Known> known() {
    return List.copyOf(known);
  }

  /** Says what was wrong, if anything was. */
  void check() throws InvalidConfigurationException {
    List<String> all = new ArrayList<>(problems);
    Set<String> keys =
        known.stream().map(Known::key).collect(Collectors.toCollection(TreeSet::new));
    for (String key : sources.unknown(keys)) {
      all.add("unknown setting " + key + SpellingHint.of(key, keys));
    }
    if (!all.isEmpty()) {
      throw new InvalidConfigurationException(all);
    }
  }
}
