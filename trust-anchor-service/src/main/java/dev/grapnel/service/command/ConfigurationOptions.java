package dev.grapnel.service.command;

import dev.grapnel.service.config.InvalidConfigurationException;
import dev.grapnel.service.config.ServiceConfig;
import dev.grapnel.service.config.SettingSources;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags that say what the configuration is; a mixin of every command that needs one. */
public final class ConfigurationOptions {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Read the settings in this TOML file.")
  private @Nullable Path file;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Keep everything there (default: ./grapnel-data).")
  private @Nullable String data;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Any setting of the file, such as --set log.level=debug.")
  private Map<String, String> others = new LinkedHashMap<>();

  private final Map<String, String> named = new LinkedHashMap<>();

  /** Adds a setting that a command has a flag of its own for. */
  public void set(String key, @Nullable Object value) {
    if (value != null) {
      named.put(key, value.toString());
    }
  }

  /** Reads the configuration that flags, environment and file make together. */
  public ServiceConfig read() throws InvalidConfigurationException {
    Map<String, String> flags = new LinkedHashMap<>(others);
    set("data", data);
    flags.putAll(named);
    return ServiceConfig.read(
        SettingSources.read(flags, System.getenv(), Optional.ofNullable(file)));
  }
}
