package dev.grapnel.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * Foreign vectors and corpora kept beside the repository (system property {@code grapnel.shared}).
 */
public final class SharedData {
  private SharedData() {}

  /** The file or folder below the shared folder; the calling test is skipped where it is absent. */
  public static Path require(String relativePath) {
    String property = System.getProperty("grapnel.shared", "../../shared");
    Path path = Path.of(property).resolve(relativePath).normalize();
    Assumptions.assumeTrue(
        Files.exists(path),
        () -> "skipped: " + path + " is absent; name its folder with -Dgrapnel.shared=DIR");
    return path;
  }
}
