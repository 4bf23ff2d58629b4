package dev.grapnel.agent.outlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RotatingTokenTest {
  @TempDir Path folder = Path.of("");

  private String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void create_forTheOwner_othersCannotRead() throws IOException {
    Path file = folder.resolve("token");
    RotatingToken.create(file, false, new SecureRandom());
    assertEquals("rw-------", mode(file));
  }

  @Test
  void rotate_forTheGroup_keepsModeAndLeavesNothingElse() throws IOException {
    Path file = folder.resolve("token");
    RotatingToken token = RotatingToken.create(file, true, new SecureRandom());
    String first = Files.readString(file);
    token.rotate();
    String second = Files.readString(file);
    assertNotEquals(first, second);
    assertEquals(List.of(second, first), token.accepted());
    assertEquals("rw-r-----", mode(file));
    try (var files = Files.list(folder)) {
      assertEquals(1, files.count());
    }
  }
}
