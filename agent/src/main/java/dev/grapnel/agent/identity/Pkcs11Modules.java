package dev.grapnel.agent.identity;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Which PKCS#11 module is loaded where none is named. */
public final class Pkcs11Modules {
  private static final String NAME = "p11-kit-proxy.so";
  private static final List<Path> FOLDERS =
      List.of(
          Path.of("/usr/lib/x86_64-linux-gnu"),
          Path.of("/usr/lib/aarch64-linux-gnu"),
          Path.of("/usr/lib64"),
          Path.of("/usr/lib"),
          Path.of("/usr/local/lib"));

  private Pkcs11Modules() {}

  /**
   * The system's p11-kit. Always an absolute path, even where there is none, so that nothing is
   * loaded from whatever folder the agent is started in.
   */
  public static Path usual() {
    return FOLDERS.stream()
        .map(folder -> folder.resolve(NAME))
        .filter(Files::isReadable)
        .findFirst()
        .orElse(FOLDERS.getLast().resolve(NAME));
  }
}
