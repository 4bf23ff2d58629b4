package dev.grapnel.packaging;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** Programs of the machine that a test may do without; {@code .ci/run} installs them. */
final class Tools {
  private static final List<Path> FOLDERS =
      List.of(Path.of("/usr/bin"), Path.of("/bin"), Path.of("/usr/sbin"), Path.of("/sbin"));

  private Tools() {}

  /** The tool's path; the calling test is skipped where it is not installed. */
  static Path require(String name) {
    for (Path folder : FOLDERS) {
      if (Files.isExecutable(folder.resolve(name))) {
        return folder.resolve(name);
      }
    }
    Assumptions.abort("skipped: " + name + " is not installed (.ci/run installs it)");
    throw new IllegalStateException();
  }
}
