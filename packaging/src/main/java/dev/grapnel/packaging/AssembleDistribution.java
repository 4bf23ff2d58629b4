package dev.grapnel.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** The build's step that lays out the runnable tree; called by this module's pom. */
public final class AssembleDistribution {
  private AssembleDistribution() {}

  /**
   * Lays out the tree.
   *
   * @param args the repository's folder, the version, and the build's timestamp (ISO 8601)
   * @throws IOException if a module was not packaged or a file cannot be written
   */
  public static void main(String[] args) throws IOException {
    Path repository = Path.of(args[0]);
    String version = args[1];
    Instant modified = Instant.parse(args[2]);
    Path launchers = repository.resolve("packaging/src/main/launcher");
    DistributionTree tree =
        new DistributionTree(
            repository.resolve("packaging/target/grapnel"),
            launchers.resolve("find-java.sh"),
            modified);
    tree.assemble(
        List.of(
            program(repository, version, "agent", "agent", launchers.resolve("grapnel-agent")),
            program(
                repository,
                version,
                "service",
                "trust-anchor-service",
                launchers.resolve("trust-anchor-service"))));
    // ./quickstart compares its age with that of the sources.
    Files.writeString(repository.resolve("packaging/target/distribution-made"), version);
  }

  private static Program program(
      Path repository, String version, String folder, String module, Path launcher)
      throws IOException {
    Path target = repository.resolve(module).resolve("target");
    return Program.of(
        folder,
        launcher,
        target.resolve(module + "-" + version + ".jar"),
        target.resolve("runtime-class-path"));
  }
}
