package dev.grapnel.service.path;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Committed tables of the tests: an id, a space and a text a line; {@code #} begins a comment. */
final class TestTable {
  private TestTable() {}

  static Map<String, String> read(String name) throws IOException {
    Map<String, String> table = new HashMap<>();
    try (InputStream in = TestTable.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException(name + " is not among the test resources");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      text.lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .forEach(
              line -> {
                int space = line.indexOf(' ');
                table.put(line.substring(0, space), line.substring(space + 1).trim());
              });
    }
    return table;
  }
}
