package dev.grapnel.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page for operators knows every metric that the code has. */
class OperationsPageTest {
  private static final Pattern METRIC = Pattern.compile("\"(grapnel(?:\\.[a-z]+)+)\"");

  @Test
  void everyMetric_isExplained() throws IOException {
    String page = Files.readString(Path.of("../docs/operations.md"));
    List<String> missing = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        Matcher metric = METRIC.matcher(Files.readString(file));
        while (metric.find()) {
          String name = metric.group(1).replace('.', '_');
          if (!page.contains('`' + name)) {
            missing.add(name);
          }
        }
      }
    }
    assertEquals(List.of(), missing);
  }
}
