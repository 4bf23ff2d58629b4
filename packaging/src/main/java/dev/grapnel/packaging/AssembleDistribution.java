package dev.grapnel.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** The build's step that lays out the runnable tree; called by this module's pom. */
public final class AssembleDistribution {
  /**
   * What the agent and its libraries use of the JDK: PKCS#11 beside what jdeps finds, because
   * providers are found by name.
   */
  private static final List<String> AGENT_MODULES =
      List.of(
          "java.base",
          "java.logging",
          "java.naming",
          "java.sql",
          "jdk.crypto.cryptoki",
          "jdk.httpserver",
          "jdk.unsupported");

  /**
   * What the service and its libraries use of the JDK. jdeps also finds java.desktop (for
   * java.beans) and java.security.jgss (for Kerberos to PostgreSQL), which are large and unused
   * here: a test starts the service on this runtime with either store.
   */
  private static final List<String> SERVICE_MODULES =
      List.of(
          "java.base",
          "java.logging",
          "java.management",
          "java.naming",
          "java.sql",
          "jdk.jfr",
          "jdk.management",
          "jdk.unsupported");

  private final Path repository;
  private final String version;

  private AssembleDistribution(Path repository, String version) {
    this.repository = repository;
    this.version = version;
  }

  /**
   * Lays out the tree.
   *
   * @param args the repository's folder, the version, and the build's timestamp (ISO 8601)
   * @throws IOException if a module was not packaged or a file cannot be written
   */
  public static void main(String[] args) throws IOException {
    new AssembleDistribution(Path.of(args[0]), args[1]).assemble(Instant.parse(args[2]));
  }

  private void assemble(Instant modified) throws IOException {
    Path target = repository.resolve("packaging/target");
    DistributionTree tree =
        new DistributionTree(
            target.resolve("grapnel"),
            launcher("find-java.sh"),
            new TrimmedRuntime(target.resolve("runtimes")),
            modified);
    tree.assemble(
        List.of(
            new Program("agent", launcher("grapnel-agent"), AGENT_MODULES, jars("agent")),
            new Program(
                "service",
                launcher("trust-anchor-service"),
                SERVICE_MODULES,
                jars("trust-anchor-service"))));
    // ./quickstart compares its age with that of the sources.
    Files.writeString(target.resolve("distribution-made"), version);
  }

  private Path launcher(String name) {
    return repository.resolve("packaging/src/main/launcher").resolve(name);
  }

  private List<Path> jars(String module) throws IOException {
    Path target = repository.resolve(module).resolve("target");
    return Program.classPath(
        target.resolve(module + "-" + version + ".jar"), target.resolve("runtime-class-path"));
  }
}
