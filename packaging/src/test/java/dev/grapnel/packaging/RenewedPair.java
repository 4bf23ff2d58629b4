package dev.grapnel.packaging;

import dev.grapnel.testing.KeyKind;
import dev.grapnel.testing.TestCa;
import dev.grapnel.testing.TestIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A workload's certificate and key, which live shortly and are renewed in place. */
final class RenewedPair {
  private static final List<KeyKind> KINDS = List.of(KeyKind.P256, KeyKind.RSA_2048);

  private final TestCa ca;
  private final Path certificate;
  private final Path key;
  private final Duration lifetime;
  private int issued;

  RenewedPair(TestCa ca, Path certificate, Path key, Duration lifetime) {
    this.ca = ca;
    this.certificate = certificate;
    this.key = key;
    this.lifetime = lifetime;
  }

  /** The next pair, of another kind of key and in the other order than the one before. */
  void renew() throws IOException {
    Instant now = Instant.now();
    TestIdentity next =
        ca.leaf("workload-1")
            .key(KINDS.get(issued % KINDS.size()))
            .validity(now.minusSeconds(60), now.plus(lifetime))
            .issue();
    boolean keyFirst = issued++ % 2 == 0;
    replace(keyFirst ? key : certificate, keyFirst ? next.keyPkcs8Pem() : next.pem());
    replace(keyFirst ? certificate : key, keyFirst ? next.pem() : next.keyPkcs8Pem());
  }

  private static void replace(Path file, String text) throws IOException {
    Path temporary = Files.writeString(file.resolveSibling(file.getFileName() + ".new"), text);
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
