package dev.grapnel.agent.identity;

import dev.grapnel.agent.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads whole files that have no business to be large. */
final class SmallFile {
  /** The most that is read of a key or certificate file. */
  static final int MAX_BYTES = 1_048_576;

  private SmallFile() {}

  static byte[] read(Path path, String role) throws ProblemException {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new ProblemException(
            "the " + role + " file " + path + " is over " + MAX_BYTES + " bytes",
            "check that the path names a key or certificate");
      }
      return bytes;
    } catch (NoSuchFileException _) {
      throw new ProblemException(
          "the " + role + " file " + path + " does not exist", "check the path");
    } catch (IOException e) {
      throw new ProblemException(
          "the " + role + " file " + path + " cannot be read: " + e.getMessage(),
          "check that this user may read it",
          e);
    }
  }
}
