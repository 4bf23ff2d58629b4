package dev.grapnel.service.path;

import dev.grapnel.testing.SharedData;
import java.nio.file.Path;

/** Where a corpus is: named by a system property, else in the shared folder. */
final class Corpus {
  private Corpus() {}

  /** The file that the property names, or the default; skips the test where that is absent. */
  static Path file(String property, String defaultName) {
    String named = System.getProperty(property, "");
    return named.isEmpty() ? SharedData.require("corpora/" + defaultName) : Path.of(named);
  }
}
