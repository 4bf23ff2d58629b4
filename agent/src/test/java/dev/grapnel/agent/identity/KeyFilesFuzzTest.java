package dev.grapnel.agent.identity;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.grapnel.agent.problem.ProblemException;
import dev.grapnel.protocol.secret.SecretValue;
import dev.grapnel.testing.KeyKind;
import dev.grapnel.testing.TestCa;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** Whatever is in a key or certificate file, reading it ends in an identity or a problem. */
class KeyFilesFuzzTest {
  private static final String CERTIFICATE = TestCa.root(KeyKind.P256).leaf("fuzz").issue().pem();
  private static final PasswordSource PASSWORD =
      new PasswordSource.Given(SecretValue.ofText("password"));

  private static void read(KeySource source) {
    try {
      new IdentityReader(() -> Instant.parse("2026-11-24T00:00:00Z")).read(source);
    } catch (ProblemException _) {
      // A typed error is what is wanted.
    }
  }

  private static Path file(byte[] content) throws IOException {
    return Files.write(Files.createTempFile("fuzz", ".bin"), content);
  }

  @FuzzTest
  void key(byte[] content) throws IOException {
    Path certificate = Files.writeString(Files.createTempFile("fuzz", ".pem"), CERTIFICATE);
    Path key = file(content);
    try {
      read(new KeySource.PemFiles(certificate, Optional.of(key), Optional.empty(), PASSWORD));
    } finally {
      Files.delete(certificate);
      Files.delete(key);
    }
  }

  @FuzzTest
  void certificate(byte[] content) throws IOException {
    Path file = file(content);
    try {
      read(new KeySource.PemFiles(file, Optional.empty(), Optional.of(file), PASSWORD));
    } finally {
      Files.delete(file);
    }
  }

  @FuzzTest
  void keyStore(byte[] content) throws IOException {
    Path file = file(content);
    try {
      read(new KeySource.KeyStoreFile(file, PASSWORD, EntryChoice.ONLY));
    } finally {
      Files.delete(file);
    }
  }

  @FuzzTest
  void uriAndSelector(byte[] content) {
    String text = new String(content, StandardCharsets.UTF_8);
    try {
      Pkcs11Uri.parse("pkcs11:" + text);
    } catch (ProblemException _) {
      // A typed error is what is wanted.
    }
    try {
      CertificateSelector.parse(text.startsWith("file:") ? "x" : text);
    } catch (ProblemException _) {
      // The same.
    }
  }
}
