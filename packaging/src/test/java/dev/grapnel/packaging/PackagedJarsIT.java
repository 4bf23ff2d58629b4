package dev.grapnel.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged jars do without what was taken out of them: signatures and native libraries. */
class PackagedJarsIT {

  @ParameterizedTest
  @ValueSource(strings = {"agent", "service"})
  void jars_allPrograms_haveNoSignature(String program) throws IOException {
    for (Path jar : jars(program)) {
      try (JarFile file = new JarFile(jar.toFile())) {
        assertEquals(
            List.of(),
            file.stream()
                .map(entry -> entry.getName())
                .filter(name -> name.matches("META-INF/[^/]*\\.(SF|RSA|DSA|EC)"))
                .toList(),
            jar.toString());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"agent", "service"})
  void providers_fromPackagedJars_answerEveryKindOfService(String program) {
    String out = run(program, ProviderCheck.class, "/tmp");
    assertTrue(out.contains("BC: Cipher, KeyAgreement, Mac, Signature"), out);
    if (program.equals("service")) {
      assertTrue(
          out.contains("AmazonCorrettoCryptoProvider: Cipher, KeyAgreement, Mac, Signature"), out);
    }
  }

  @Test
  void nativeLibraries_noTemporaryFolder_loadFromBesideTheJars() {
    String out = run("service", NativeLibraryCheck.class, "/nonexistent");
    assertTrue(out.contains("epoll: true"), out);
    assertTrue(out.contains("tls: true"), out);
    assertTrue(out.contains("sqlite: true"), out);
    String natives = lib("service").resolve("native").toString();
    List<String> loaded = out.lines().filter(line -> line.endsWith(".so")).toList();
    assertEquals(4, loaded.size(), out);
    assertTrue(loaded.stream().allMatch(line -> line.startsWith(natives)), out);
  }

  /** Runs the class with the jars, the libraries and the Java of a packaged program. */
  private static String run(String program, Class<?> mainClass, String temporaryFolder) {
    Path lib = lib(program);
    return Command.of(
            lib.resolve("runtime/bin/java"),
            "--enable-native-access=ALL-UNNAMED",
            "-Djava.io.tmpdir=" + temporaryFolder,
            "-Djava.library.path=" + lib.resolve("native"),
            "-Dorg.sqlite.lib.path=" + lib.resolve("native"),
            "-Dorg.sqlite.lib.name=libsqlitejdbc.so",
            "-cp",
            lib + "/*:" + Distribution.repository().resolve("packaging/target/test-classes"),
            mainClass.getName())
        .output();
  }

  private static Path lib(String program) {
    return Distribution.tree().resolve("lib").resolve(program);
  }

  private static List<Path> jars(String program) throws IOException {
    try (Stream<Path> files = Files.list(lib(program))) {
      return files.filter(file -> file.toString().endsWith(".jar")).toList();
    }
  }
}
