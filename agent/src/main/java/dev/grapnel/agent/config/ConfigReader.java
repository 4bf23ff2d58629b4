package dev.grapnel.agent.config;

import dev.grapnel.agent.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tomlj.Toml;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;

/** Reads the daemon's configuration file; relative paths are relative to it. */
public final class ConfigReader {
  private static final int MAX_BYTES = 1_048_576;
  private static final int MAX_PROFILES = 256;
  private static final String HINT = "see docs/agent.md";

  private final Map<String, String> environment;

  public ConfigReader(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  public AgentConfig read(Path file) throws ProblemException {
    List<String> errors = new ArrayList<>();
    TomlParseResult toml = parse(file);
    for (TomlParseError error : toml.errors()) {
      throw new ProblemException(file + ": " + error.toString(), HINT);
    }
    ConfigTable root = new ConfigTable("", toml, base(file), errors);
    AgentConfig config = agent(root);
    root.refuseUnknown();
    if (!errors.isEmpty()) {
      throw new ProblemException(file + ": " + String.join("; ", errors), HINT);
    }
    return config;
  }

  private static Path base(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    return parent == null ? Path.of("/") : parent;
  }

  private static TomlParseResult parse(Path file) throws ProblemException {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new ProblemException("the configuration " + file + " is over 1 MiB", HINT);
      }
      return Toml.parse(Files.readString(file));
    } catch (IOException e) {
      throw new ProblemException(
          "the configuration " + file + " cannot be read: " + e.getMessage(),
          "check the path and its permissions",
          e);
    }
  }

  private AgentConfig agent(ConfigTable root) {
    ConfigTable agent = root.table("agent");
    List<ProfileConfig> profiles = new ArrayList<>();
    ConfigTable named = root.table("profile");
    for (String name : named.keys()) {
      TomlTable table = named.raw(name);
      if (table != null && profiles.size() < MAX_PROFILES) {
        ProfileReader reader = new ProfileReader(name, named.table(name), environment);
        reader.read().ifPresent(profiles::add);
      }
    }
    if (profiles.isEmpty() && root.hasNoErrors()) {
      root.error("there is no [profile.NAME]");
    }
    Optional<Path> folder = agent.path("disk-cache");
    Optional<Path> keyFile = agent.path("disk-cache-key");
    if (folder.isPresent() != keyFile.isPresent()) {
      root.error("agent.disk-cache and agent.disk-cache-key go together");
    }
    String log = agent.text("log").orElse("plain");
    if (!log.equals("plain") && !log.equals("json")) {
      root.error("agent.log is plain or json");
    }
    AgentConfig config =
        new AgentConfig(
            agent.path("socket").orElseGet(() -> defaultSocket(environment)),
            agent.text("socket-group"),
            agent.address("management"),
            folder.flatMap(f -> keyFile.map(k -> new AgentConfig.DiskCacheConfig(f, k))),
            log.equals("json"),
            profiles);
    agent.refuseUnknown();
    return config;
  }

  /** Where the socket is unless the configuration says otherwise. */
  public static Path defaultSocket(Map<String, String> environment) {
    String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
    String system = environment.getOrDefault("RUNTIME_DIRECTORY", "");
    if (!system.isEmpty()) {
      return Path.of(system, "agent.sock");
    }
    return runtime.isEmpty()
        ? Path.of(environment.getOrDefault("HOME", "/"), ".cache", "grapnel-agent", "agent.sock")
        : Path.of(runtime, "grapnel-agent", "agent.sock");
  }
}
