package dev.grapnel.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An AOT cache beside jars that it was not made of is left unused, without a word. */
class StaleCacheIT {
  @TempDir Path folder = Path.of("");
  private Path lib = Path.of("");

  @BeforeEach
  void copyOfTheTree() throws IOException {
    Path tree = Distribution.tree();
    lib = folder.resolve("lib/agent");
    Files.createDirectories(lib.getParent());
    Trees.copy(tree.resolve("lib/agent"), lib);
    Files.createDirectory(folder.resolve("bin"));
    Files.copy(Distribution.agent(), folder.resolve("bin/grapnel-agent"));
    Files.setPosixFilePermissions(
        folder.resolve("bin/grapnel-agent"), Files.getPosixFilePermissions(Distribution.agent()));
  }

  /** Whether classes of the program came out of the cache; the program must do its work anyway. */
  private boolean usesCache() throws IOException {
    Path log = folder.resolve("classes.log");
    Command.Ended ended =
        Command.of(folder.resolve("bin/grapnel-agent"), "version")
            .with("GRAPNEL_JAVA_OPTIONS", "-Xlog:class+load:file=" + log)
            .run();
    assertEquals(0, ended.exit(), ended.err());
    assertEquals(Distribution.version() + "\n", ended.out());
    assertEquals("", ended.err());
    try (Stream<String> lines = Files.lines(log)) {
      List<String> own = lines.filter(line -> line.contains(" dev.grapnel.agent.")).toList();
      assertFalse(own.isEmpty());
      return own.stream().anyMatch(line -> line.contains("shared objects file"));
    }
  }

  private Path jar(String prefix) throws IOException {
    try (Stream<Path> files = Files.list(lib)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(prefix))
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  void cache_ofTheseJars_isUsed() throws IOException {
    assertTrue(usesCache());
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 1})
  void cache_jarOfAnotherBuild_isLeftUnused(int seconds) throws IOException {
    Path jar = jar("session-protocol-");
    FileTime built = Files.getLastModifiedTime(jar);
    Files.setLastModifiedTime(jar, FileTime.from(built.toInstant().plusSeconds(seconds)));
    assertFalse(usesCache());
  }

  @Test
  void cache_unreadable_isLeftUnused() throws IOException {
    Path cache = lib.resolve("agent.aot");
    FileTime built = Files.getLastModifiedTime(cache);
    Files.writeString(cache, "torn");
    Files.setLastModifiedTime(cache, built);
    assertFalse(usesCache());
  }
}
