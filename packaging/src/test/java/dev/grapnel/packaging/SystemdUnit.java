package dev.grapnel.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A unit file, as far as a test acts in systemd's place. */
record SystemdUnit(List<String> lines) {
  static SystemdUnit read(Path file) throws IOException {
    return new SystemdUnit(Files.readAllLines(file));
  }

  String value(String key) {
    return lines.stream()
        .filter(line -> line.startsWith(key + "="))
        .map(line -> line.substring(key.length() + 1))
        .findFirst()
        .orElseThrow(() -> new AssertionError("the unit has no " + key));
  }

  List<String> words(String key) {
    return List.of(value(key).split(" ", -1));
  }
}
