package dev.grapnel.service.file;

import dev.grapnel.protocol.secret.SecretValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/** Secrets that operators share with other systems. */
public final class SecretFile {
  private static final int MAX_BYTES = 4_096;
  private static final int MIN_CHARACTERS = 16;
  private static final Set<PosixFilePermission> NOT_FOR =
      Set.of(
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE,
          PosixFilePermission.GROUP_WRITE);

  private SecretFile() {}

  /**
   * The file's text, white space at its ends apart.
   *
   * @throws IOException if others may read or change it, or it is too short to be a secret
   */
  public static SecretValue read(Path file) throws IOException {
    if (Files.getPosixFilePermissions(file).stream().anyMatch(NOT_FOR::contains)) {
      throw new IOException(file + " is open to others; make it private: chmod 600 " + file);
    }
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException(file + " is not a secret: it is longer than " + MAX_BYTES + " bytes");
    }
    String text = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
    if (text.length() < MIN_CHARACTERS) {
      throw new IOException(
          file
              + " is too short for a secret: expected at least "
              + MIN_CHARACTERS
              + " characters; make one with: openssl rand -hex 32");
    }
    return SecretValue.of(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
