package dev.grapnel.agent.outlet;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * The token of a container endpoint, in a file that clients read for each request. After a rotation
 * the token before it is still accepted, for clients that have just read it. Thread-safe.
 */
public final class RotatingToken {
  private static final int TOKEN_BYTES = 32;

  private final Path file;
  private final SecureRandom random;
  private volatile List<String> accepted = List.of();

  private RotatingToken(Path file, SecureRandom random) {
    this.file = file;
    this.random = random;
  }

  /** A new token, written to the file. */
  public static RotatingToken create(Path file, SecureRandom random) throws IOException {
    RotatingToken token = new RotatingToken(file, random);
    token.rotate();
    return token;
  }

  /** Replaces the token and its file. */
  public void rotate() throws IOException {
    byte[] bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    String next = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    List<String> before = accepted;
    List<String> both = new ArrayList<>(before);
    both.addFirst(next);
    accepted = List.copyOf(both); // a client may read the file before we go on
    try {
      // Without a line end, which SDKs refuse in a header.
      PrivateFile.replace(file, next);
      accepted = before.isEmpty() ? List.of(next) : List.of(next, before.getFirst());
    } catch (IOException e) {
      // The file holds the one before still, or this one if only the folder could not be synced.
      accepted = before.isEmpty() ? List.of() : List.of(before.getFirst(), next);
      throw e;
    }
  }

  List<String> accepted() {
    return accepted;
  }
}
