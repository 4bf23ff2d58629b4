package dev.grapnel.service.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The settings of one feature. A value that is wrong or out of its bounds is noted, and the default
 * stands in for it; the whole configuration is then refused.
 */
public final class Section {
  private final Settings settings;
  private final String name;

  /** The section of that name; the empty name is the top of the file. */
  Section(Settings settings, String name) {
    this.settings = settings;
    this.name = name;
  }

  private String key(String key) {
    return name.isEmpty() ? key : name + "." + key;
  }

  public String text(String key, String defaultValue) {
    return settings.read(key(key), SettingKinds.TEXT, defaultValue);
  }

  public Optional<String> optionalText(String key) {
    return settings.read(key(key), SettingKinds.optional(SettingKinds.TEXT), Optional.empty());
  }

  public Optional<Path> optionalPath(String key) {
    return optionalText(key).map(Path::of);
  }

  /** A URL of that scheme, or its plain form where only this machine can listen. */
  public Optional<URI> optionalUrl(String key, String scheme) {
    return settings.read(
        key(key), SettingKinds.optional(SettingKinds.url(scheme)), Optional.empty());
  }

  public List<String> list(String key, List<String> defaultValue) {
    return settings.read(key(key), SettingKinds.LIST, defaultValue);
  }

  public boolean bool(String key, boolean defaultValue) {
    return settings.read(key(key), SettingKinds.BOOLEAN, defaultValue);
  }

  public int number(String key, int defaultValue, int least, int most) {
    return settings
        .read(key(key), SettingKinds.number(least, most), (long) defaultValue)
        .intValue();
  }

  /** A size in bytes. */
  public long size(String key, long defaultBytes, long leastBytes, long mostBytes) {
    return settings.read(key(key), SettingKinds.size(leastBytes, mostBytes), defaultBytes);
  }

  public Duration duration(String key, Duration defaultValue, Duration least, Duration most) {
    return settings.read(key(key), SettingKinds.duration(least, most), defaultValue);
  }

  public <E extends Enum<E>> E choice(String key, E defaultValue) {
    return settings.read(
        key(key), SettingKinds.choice(defaultValue.getDeclaringClass()), defaultValue);
  }

  public HostPort address(String key, HostPort defaultValue) {
    return settings.read(key(key), SettingKinds.ADDRESS, defaultValue);
  }

  /** Notes that values do not fit together. */
  public void problem(String text) {
    settings.problem(text);
  }
}
