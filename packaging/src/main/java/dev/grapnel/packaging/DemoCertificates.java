package dev.grapnel.packaging;

import dev.grapnel.testing.KeyKind;
import dev.grapnel.testing.TestCa;
import dev.grapnel.testing.TestIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;

/**
 * Makes the certificates of {@code ./quickstart}, where no openssl need be at hand: a CA, whose key
 * is thrown away at once, and one workload certificate under it (both P-256).
 */
public final class DemoCertificates {
  private static final Duration LIFETIME = Duration.ofDays(30);
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(10);

  private DemoCertificates() {}

  /**
   * Writes {@code ca.pem}, {@code workload.pem} and {@code workload.key} (PKCS#8, mode 0600).
   *
   * @param args the folder, which exists
   * @throws IOException if a file exists already or cannot be written
   */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    Instant now = Instant.now();
    TestCa ca = TestCa.root("Quickstart CA", KeyKind.P256);
    TestIdentity workload =
        ca.leaf("quickstart-workload").validity(now.minus(CLOCK_SKEW), now.plus(LIFETIME)).issue();
    write(folder.resolve("ca.pem"), ca.pem(), "rw-r--r--");
    write(folder.resolve("workload.pem"), workload.pem(), "rw-r--r--");
    write(folder.resolve("workload.key"), workload.keyPkcs8Pem(), "rw-------");
  }

  private static void write(Path file, String content, String mode) throws IOException {
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode)));
    Files.writeString(file, content, StandardOpenOption.WRITE);
  }
}
