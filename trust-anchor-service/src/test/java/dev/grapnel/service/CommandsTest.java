package dev.grapnel.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.grapnel.service.store.PostgresServer;
import dev.grapnel.testing.ControlPlane;
import dev.grapnel.testing.Wire;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The program's commands beside a service that runs on the same data folder. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CommandsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private Path folder;
  private Path data;
  private ListeningService service;

  /** An exit code, and what was printed. */
  private record Done(int exitCode, String out) {}

  @BeforeAll
  void start(@TempDir Path temporary) throws Exception {
    folder = temporary;
    data = temporary.resolve("data");
    service = ListeningService.start(data);
  }

  @AfterAll
  void stop() {
    service.close();
  }

  @Test
  void account_createListDisableEnable_takesEffectInTheService() throws Exception {
    Path file = folder.resolve("second-account");
    succeeded("account", "create", "--account", "444455556666", "--credentials-file", "" + file);
    ControlPlane second = new ControlPlane(service.api, file, service.tls);
    awaited(() -> works(second));
    assertTrue(succeeded("account", "list").contains("444455556666  enabled"));
    succeeded("account", "disable", "444455556666");
    awaited(() -> !works(second));
    assertTrue(succeeded("account", "list").contains("444455556666  disabled"));
    succeeded("account", "enable", "444455556666");
    awaited(() -> works(second));

    Path rotated = folder.resolve("second-account-rotated");
    succeeded("account", "rotate-root", "444455556666", "--credentials-file", "" + rotated);
    ControlPlane renewed = new ControlPlane(service.api, rotated, service.tls);
    awaited(() -> works(renewed));
    awaited(() -> !works(second));
    assertEquals(1, run("account", "disable", "999999999999").exitCode());
  }

  @Test
  void keysRotate_newSessionsGoOn() throws Exception {
    int before = (int) succeeded("keys", "list").lines().count();
    succeeded("keys", "rotate");
    assertEquals(before + 1, succeeded("keys", "list").lines().count());
    assertEquals(201, service.send(service.call().sign()).status());
    succeeded("keys", "rewrap");
    assertEquals(201, service.send(service.call().sign()).status());
  }

  @Test
  void backup_underWriteLoad_holdsWhatWasAcknowledgedBefore() throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    ConcurrentLinkedQueue<String> acknowledged = new ConcurrentLinkedQueue<>();
    Thread load = Thread.ofPlatform().start(() -> write(over, acknowledged));
    List<String> before;
    Path file = folder.resolve("backup.gz");
    try {
      awaited(() -> acknowledged.size() > 20);
      before = new ArrayList<>(acknowledged);
      succeeded("backup", file.toString());
    } finally {
      over.set(true);
      load.join();
    }
    Path restored = folder.resolve("restored");
    assertEquals(0, TrustAnchorService.run("restore", "" + file, "--data", "" + restored));
    assertEquals(1, TrustAnchorService.run("restore", "" + file, "--data", "" + restored));
    requireProfiles(restored, before);
  }

  @Test
  void export_toPostgresAndBack_keepsEverything() throws Exception {
    String profile = service.controlPlane.profile("exported", service.role);
    Path json = folder.resolve("export.json");
    succeeded("export", json.toString());
    PostgresServer server = PostgresServer.start();
    try {
      Path key = folder.resolve("key");
      Files.copy(data.resolve("master-key"), key);
      String[] postgres = {
        "--set",
        "keys.master_key_file=" + key,
        "--set",
        "store.url=" + server.database().url(),
        "--set",
        "store.user=postgres",
        "--data",
        folder.resolve("on-postgres").toString()
      };
      assertEquals(0, TrustAnchorService.run(with(postgres, "import", json.toString())));
      Path again = folder.resolve("again.json");
      assertEquals(0, TrustAnchorService.run(with(postgres, "export", again.toString())));
      Path back = folder.resolve("back");
      assertEquals(
          0,
          TrustAnchorService.run(
              "import", "" + again, "--data", "" + back, "--set", "keys.master_key_file=" + key));
      try (ListeningService other =
          service.beside(back, Map.of("keys.master_key_file", key.toString()))) {
        ControlPlane root =
            new ControlPlane(other.api, data.resolve("root-credentials"), other.tls);
        assertTrue(root.rest("GET", path(profile), "").contains("exported"));
      }
    } finally {
      server.stop();
    }
  }

  @Test
  void audit_verifyAndShow() throws Exception {
    Wire.Answer answer = service.send(service.call().sign());
    String requestId = answer.header("x-amzn-requestid");
    String shown = succeeded("audit", "show", "--request-id", requestId);
    assertEquals(1, shown.lines().count(), shown);
    assertTrue(shown.contains("\"eventName\":\"CreateSession\""), shown);
    assertTrue(
        succeeded("audit", "show", "--subject", "workload", "--since", "1h").contains(requestId));
    assertFalse(succeeded("audit", "show", "--since", "2999-01-01T00:00:00Z").contains(requestId));
    assertTrue(succeeded("audit", "verify").contains("intact"));
  }

  @Test
  void audit_verify_ofAChangedCopy_fails() throws Exception {
    Path copy = Files.createDirectories(folder.resolve("copied-trail"));
    try (var files = Files.list(data.resolve("audit"))) {
      for (Path file : files.toList()) {
        if (Files.isRegularFile(file)) {
          byte[] bytes = Files.readAllBytes(file);
          if (file.getFileName().toString().startsWith("audit-")) {
            bytes =
                new String(bytes, StandardCharsets.UTF_8)
                    .replaceFirst("CreateTrustAnchor", "CreateTrustAnchoR")
                    .getBytes(StandardCharsets.UTF_8);
          }
          Files.write(copy.resolve(file.getFileName()), bytes);
        }
      }
    }
    Done done = run("audit", "verify", copy.toString());
    assertEquals(1, done.exitCode(), done.out());
    assertTrue(done.out().contains("DAMAGED"), done.out());
  }

  @Test
  void configCheck_saysWhatIsWrong() throws Exception {
    Path good = Files.writeString(folder.resolve("good.toml"), "data = \"/tmp/x\"\n");
    Path bad = Files.writeString(folder.resolve("bad.toml"), "dataa = \"/tmp/x\"\n");
    assertEquals(0, TrustAnchorService.run("config", "check", "--config", good.toString()));
    assertEquals(2, TrustAnchorService.run("config", "check", "--config", bad.toString()));
  }

  private void write(AtomicBoolean over, ConcurrentLinkedQueue<String> acknowledged) {
    try {
      for (int i = 0; !over.get(); i++) {
        acknowledged.add(service.controlPlane.profile("loaded " + i, service.role));
      }
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private void requireProfiles(Path restored, List<String> profiles) throws Exception {
    try (ListeningService other = service.beside(restored, Map.of())) {
      ControlPlane root = new ControlPlane(other.api, data.resolve("root-credentials"), other.tls);
      for (String profile : profiles) {
        assertTrue(root.rest("GET", path(profile), "").contains(profile), profile);
      }
      assertThrows(IOException.class, () -> root.rest("GET", "/profile/none", ""));
    }
  }

  private static String path(String profileArn) {
    return "/profile/" + profileArn.substring(profileArn.indexOf('/') + 1);
  }

  private static boolean works(ControlPlane root) {
    try {
      var _ = root.rest("GET", "/trustanchors", "");
      return true;
    } catch (IOException e) {
      assertTrue(String.valueOf(e.getMessage()).contains(" 403"), e.getMessage());
      return false;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private String succeeded(String... words) {
    Done done = run(words);
    assertEquals(0, done.exitCode(), done.out());
    return done.out();
  }

  private Done run(String... words) {
    PrintStream console = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      int exitCode = TrustAnchorService.run(with(words, "--data", data.toString()));
      return new Done(exitCode, printed.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(console);
    }
  }

  private static String[] with(String[] words, String... more) {
    boolean last = more[0].startsWith("--");
    List<String> all = new ArrayList<>(List.of(last ? words : more));
    all.addAll(List.of(last ? more : words));
    return all.toArray(String[]::new);
  }

  private static void awaited(BooleanSupplier condition) {
    long begin = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - begin > PATIENCE.toNanos()) {
        throw new AssertionError("not within " + PATIENCE);
      }
    }
  }
}
