package dev.grapnel.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The trimmed runtimes have every module that the programs' code names. */
class RuntimeModulesIT {
  /**
   * Named by libraries for what the programs never do: java.beans for mappers that are not used,
   * Kerberos for PostgreSQL.
   */
  private static final Set<String> LEFT_OUT = Set.of("java.desktop", "java.security.jgss");

  @ParameterizedTest
  @ValueSource(strings = {"agent", "service"})
  void runtime_modulesThatJdepsFinds_areThere(String program) throws IOException {
    Path lib = Distribution.tree().resolve("lib").resolve(program);
    Set<String> missing = needed(lib);
    missing.removeAll(LEFT_OUT);
    Command.of(lib.resolve("runtime/bin/java"), "--list-modules")
        .output()
        .lines()
        .map(line -> line.replaceAll("@.*", ""))
        .toList()
        .forEach(missing::remove);
    assertEquals(Set.of(), missing);
  }

  private static Set<String> needed(Path lib) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of("--print-module-deps", "--ignore-missing-deps", "--multi-release", "25"));
    try (Stream<Path> files = Files.list(lib)) {
      files.map(Path::toString).filter(name -> name.endsWith(".jar")).forEach(arguments::add);
    }
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status =
        ToolProvider.findFirst("jdeps")
            .orElseThrow()
            .run(new PrintWriter(out), new PrintWriter(err), arguments.toArray(String[]::new));
    assertEquals(0, status, err.toString());
    // Warnings about split packages go to the same stream; the answer is the last line.
    String answer = out.toString().lines().reduce("", (_, last) -> last);
    return Stream.of(answer.split(",", -1)).collect(Collectors.toCollection(TreeSet::new));
  }
}
