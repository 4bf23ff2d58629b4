package dev.grapnel.service.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.grapnel.service.http.EdgeFault;
import dev.grapnel.service.http.HttpResponse;
import dev.grapnel.service.refusal.Denial;
import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** docs/troubleshooting.md: each code that the service can answer has its row. */
class TroubleshootingPageTest {
  private static final Path PAGE =
      Path.of(System.getProperty("grapnel.root", "..")).resolve("docs/troubleshooting.md");

  private static Denial sample(Class<?> type) throws ReflectiveOperationException {
    Constructor<?> constructor = type.getDeclaredConstructors()[0];
    constructor.setAccessible(true);
    Object[] texts = new Object[constructor.getParameterCount()];
    Arrays.fill(texts, "a text");
    return (Denial) constructor.newInstance(texts);
  }

  /** As rows name them: {@code 403 `AccessDenied`}. */
  private static Set<String> answered() throws ReflectiveOperationException {
    List<WireError> errors = new ArrayList<>();
    for (WireError.Dialect dialect : WireError.Dialect.values()) {
      for (Class<?> type : Denial.class.getPermittedSubclasses()) {
        errors.add(WireError.of(sample(type), dialect));
      }
      errors.add(WireError.unknownOperation("a text", dialect));
      errors.add(WireError.internal(dialect));
    }
    Set<String> rows = new TreeSet<>();
    errors.forEach(error -> rows.add(error.status() + " `" + error.code() + "`"));
    for (EdgeFault.Kind kind : EdgeFault.Kind.values()) {
      addEdge(kind, rows);
    }
    return rows;
  }

  /** What the API makes of a request that no operation sees. */
  private static void addEdge(EdgeFault.Kind kind, Set<String> rows) {
    for (String path : List.of("/", "/trustanchors")) {
      HttpResponse answer = new ApiEdge().render(new EdgeFault(kind, "a text"), path, "an id");
      String body = new String(answer.body(), StandardCharsets.UTF_8);
      String code =
          body.startsWith("<")
              ? body.replaceAll("(?s).*<Code>(\\w+)</Code>.*", "$1")
              : answer.headers().first("x-amzn-errortype").orElseThrow();
      rows.add(answer.status() + " `" + code + "`");
    }
  }

  @Test
  void page_codesOfTheService_areAllThere() throws Exception {
    Set<String> documented = new TreeSet<>();
    for (String line : Files.readAllLines(PAGE)) {
      if (line.matches("\\| [0-9, ]+ \\|.*")) {
        String[] cells = line.split("\\|", -1);
        for (String status : cells[1].strip().split(", ", -1)) {
          for (String cell : List.of(cells[2].strip(), cells[3].strip())) {
            documented.add(status + " " + cell);
          }
        }
      }
    }
    Set<String> missing = answered();
    assertTrue(missing.size() > 20, missing.toString());
    missing.removeAll(documented);
    assertEquals(Set.of(), missing);
  }
}
