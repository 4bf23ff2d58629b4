package dev.grapnel.packaging;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** The assembled tree under test. */
final class Distribution {
  private Distribution() {}

  static Path tree() {
    Path tree = Path.of(property("grapnel.distribution"));
    if (!Files.isDirectory(tree)) {
      throw new IllegalStateException(tree + " is missing: run `mvn package` first");
    }
    return tree;
  }

  static Path agent() {
    return tree().resolve("bin/grapnel-agent");
  }

  static Path service() {
    return tree().resolve("bin/trust-anchor-service");
  }

  /** The repository's folder. */
  static Path repository() {
    return Path.of(property("grapnel.root"));
  }

  static String version() {
    return property("grapnel.version");
  }

  /** The Java home that runs this test. */
  static Path javaHome() {
    return Path.of(property("java.home"));
  }

  private static String property(String name) {
    return Objects.requireNonNull(System.getProperty(name), name);
  }
}
