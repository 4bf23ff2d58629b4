package dev.grapnel.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The crypto providers work from the packaged jars, which have lost their signatures. */
class UnsignedProvidersIT {

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
  void providers_fromPackagedJars_answerEveryKindOfService(String program) throws IOException {
    String classes = Distribution.repository().resolve("packaging/target/test-classes").toString();
    String out =
        Command.of(
                Distribution.javaHome().resolve("bin/java"),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                Distribution.tree().resolve("lib").resolve(program) + "/*:" + classes,
                ProviderCheck.class.getName())
            .output();
    assertTrue(out.contains("BC: Cipher, KeyAgreement, Mac, Signature"), out);
    if (program.equals("service")) {
      assertTrue(
          out.contains("AmazonCorrettoCryptoProvider: Cipher, KeyAgreement, Mac, Signature"), out);
    }
  }

  private static List<Path> jars(String program) throws IOException {
    try (Stream<Path> files = Files.list(Distribution.tree().resolve("lib").resolve(program))) {
      return files.filter(file -> file.toString().endsWith(".jar")).toList();
    }
  }
}
