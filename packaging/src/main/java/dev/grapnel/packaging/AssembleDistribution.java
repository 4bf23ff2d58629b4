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
    Programs programs = new Programs(Path.of(args[0]), args[1]);
    Path target = programs.repository().resolve("packaging/target");
    DistributionTree tree =
        new DistributionTree(
            target.resolve("grapnel"),
            programs.launcher("find-java.sh"),
            new TrimmedRuntime(target.resolve("runtimes")),
            Instant.parse(args[2]));
    tree.assemble(List.of(programs.agent(), programs.service()));
    // ./quickstart compares its age with that of the sources.
    Files.writeString(target.resolve("distribution-made"), programs.version());
  }
}
