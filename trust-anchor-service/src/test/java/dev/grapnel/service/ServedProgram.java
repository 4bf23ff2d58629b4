package dev.grapnel.service;

import dev.grapnel.service.store.Opened;
import dev.grapnel.service.store.PersistenceSettings;
import dev.grapnel.service.store.StoreSettings;
import dev.grapnel.testing.CapturedRequest;
import dev.grapnel.testing.ControlPlane;
import dev.grapnel.testing.RunningService;
import dev.grapnel.testing.TestIdentity;
import dev.grapnel.testing.TestSession;
import dev.grapnel.testing.TrustedTls;
import dev.grapnel.testing.Wire;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * The program in a process of its own, on a data folder of its own and maybe a database that others
 * share, and its other commands on the same store.
 */
final class ServedProgram implements AutoCloseable {
  private final Path folder;
  private final Optional<StoreSettings.Postgres> postgres;
  private RunningService process;
  private SSLContext tls;

  private ServedProgram(Path folder, Optional<StoreSettings.Postgres> postgres)
      throws IOException, GeneralSecurityException {
    this.folder = folder;
    this.postgres = postgres;
    process = run();
    tls = new TrustedTls(process.caCertificate()).fresh();
  }

  /** Starts it with that store; the folder is made. */
  static ServedProgram start(Path folder, Optional<StoreSettings.Postgres> postgres)
      throws IOException, GeneralSecurityException {
    Files.createDirectories(folder);
    Path launcher = folder.resolve("launcher");
    Files.writeString(
        launcher,
        "#!/bin/sh\nexec '%s' -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED -cp \"$TEST_CLASS_PATH\" %s \"$@\"\n"
            .formatted(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                TrustAnchorService.class.getName()));
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
    Files.writeString(folder.resolve("key"), Opened.MASTER_KEY);
    return new ServedProgram(folder, postgres);
  }

  /** The same with the store of those settings, which are an engine's. */
  static ServedProgram start(Path folder, PersistenceSettings settings)
      throws IOException, GeneralSecurityException {
    return start(folder, settings.postgres());
  }

  /** {@code kill -9}. */
  void kill() {
    process.kill();
  }

  void startAgain() throws IOException, GeneralSecurityException {
    process = run();
    tls = new TrustedTls(process.caCertificate()).fresh();
  }

  URI api() {
    return process.api();
  }

  URI management() {
    return process.management();
  }

  Path data() {
    return folder.resolve("data");
  }

  Path rootCredentials() {
    return process.rootCredentials();
  }

  /** The control plane as root of the account whose credentials are in the file. */
  ControlPlane controlPlane(Path credentials) throws IOException {
    return new ControlPlane(api(), credentials, tls);
  }

  /** Asks for a session now. */
  Wire.Answer createSession(TestIdentity identity, String anchor, String profile, String role)
      throws IOException {
    CapturedRequest request =
        TestSession.by(identity)
            .host(api().getAuthority())
            .at(Instant.now())
            .arns(anchor, profile, role)
            .sign();
    try (Wire wire = new Wire(api(), tls)) {
      return wire.send(
          Wire.request(
              request.method(),
              request.rawPath() + '?' + request.rawQuery(),
              request.headers(),
              request.body()));
    }
  }

  /** Runs another command of the program on the same store; its exit code. */
  int command(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--data", data().toString()));
    all.addAll(settings());
    return TrustAnchorService.run(all.toArray(String[]::new));
  }

  @Override
  public void close() {
    process.close();
  }

  private RunningService run() {
    return RunningService.start(
        folder.resolve("launcher"),
        data(),
        Map.of("TEST_CLASS_PATH", System.getProperty("java.class.path")),
        settings().toArray(String[]::new));
  }

  private List<String> settings() {
    List<String> words = new ArrayList<>();
    words.addAll(List.of("--set", "keys.master_key_file=" + folder.resolve("key")));
    postgres.ifPresent(
        database ->
            words.addAll(
                List.of(
                    "--set",
                    "store.url=" + database.url(),
                    "--set",
                    "store.user=" + database.user().orElseThrow())));
    return words;
  }
}
