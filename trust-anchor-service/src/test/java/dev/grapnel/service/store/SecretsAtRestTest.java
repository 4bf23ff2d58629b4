package dev.grapnel.service.store;

import static dev.grapnel.service.store.Opened.ACCOUNT;
import static dev.grapnel.service.store.Opened.passed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.grapnel.protocol.secret.SecretValue;
import dev.grapnel.service.registry.RootSecrets;
import dev.grapnel.service.registry.control.RootCredentials;
import dev.grapnel.service.token.KeptSecrets;
import dev.grapnel.service.token.MasterKeySettings;
import dev.grapnel.service.token.Rewrapping;
import dev.grapnel.service.token.WrongMasterKeyException;
import dev.grapnel.testing.SettableClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a copy of the data folder gives away, and how the store changes its master key. */
class SecretsAtRestTest {
  private static final String OTHER_KEY = "//////////////////////////////////////////8=";

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  Path folder;

  private final SettableClock clock = new SettableClock(Opened.START);

  @Test
  void dataFolder_underAMasterKeyFromOutside_hasNoSecret() throws Exception {
    List<SecretValue> secrets = new ArrayList<>();
    try (Persistence persistence = Opened.sqlite(folder, clock)) {
      secrets.add(SecretValue.of(Base64.getDecoder().decode(Opened.MASTER_KEY)));
      secrets.add(persistence.made().orElseThrow().secretAccessKey());
      secrets.add(
          passed(persistence.controlPlane().accounts().rotateRoot(ACCOUNT)).secretAccessKey());
      secrets.add(
          passed(persistence.controlPlane().accounts().create(Optional.empty())).secretAccessKey());
      KeptSecrets kept = new KeptSecrets(persistence.store().keptSecrets(), persistence.keyWrap());
      secrets.add(kept.findOrKeep("a", () -> SecretValue.ofText("a secret that is kept here")));
      // The file that hands the first root key to the operator is theirs to move away.
      Files.delete(persistence.folder().rootCredentialsFile());
      for (Path file : files()) {
        byte[] content = Files.readAllBytes(file);
        for (SecretValue secret : secrets) {
          requireAbsent(content, secret, file);
        }
      }
    }
  }

  @Test
  void requireAbsent_whatIsThere_isFound() {
    SecretValue secret = SecretValue.ofText("a secret that is kept here");
    for (String content : forms(secret)) {
      byte[] bytes = ("before " + content + " after").getBytes(StandardCharsets.ISO_8859_1);
      assertThrows(AssertionError.class, () -> requireAbsent(bytes, secret, folder));
    }
  }

  @Test
  void open_underAnotherMasterKey_saysSo() throws Exception {
    Opened.sqlite(folder, clock).close();
    WrongMasterKeyException failure =
        assertThrows(
            WrongMasterKeyException.class, () -> open(Map.of("GRAPNEL_MASTER_KEY", OTHER_KEY)));
    assertTrue(String.valueOf(failure.getMessage()).contains("another master key"));
  }

  @Test
  void rewrap_thenOnlyTheNewKeyOpens() throws Exception {
    RootCredentials root;
    try (Persistence persistence = Opened.sqlite(folder, clock)) {
      root = persistence.made().orElseThrow();
      var _ = secrets(persistence).findOrKeep("a", () -> SecretValue.ofText("kept"));
      persistence.keyRings().rotate();
    }
    Map<String, String> both =
        Map.of("GRAPNEL_MASTER_KEY", OTHER_KEY, "GRAPNEL_FORMER_MASTER_KEY", Opened.MASTER_KEY);
    try (Persistence persistence = open(both)) {
      assertOpens(persistence, root);
      Rewrapping rewrapping = new Rewrapping(persistence.keyWrap(), persistence.keyWrap());
      persistence.store().rewrap(rewrapping);
      persistence.registry().refresh();
      assertOpens(persistence, root);
      persistence.store().rewrap(rewrapping);
    }
    try (Persistence persistence = open(Map.of("GRAPNEL_MASTER_KEY", OTHER_KEY))) {
      assertOpens(persistence, root);
      assertEquals(2, persistence.keyRings().current().keys().size());
    }
    assertThrows(
        WrongMasterKeyException.class, () -> open(Map.of("GRAPNEL_MASTER_KEY", Opened.MASTER_KEY)));
  }

  @Test
  void generatedKey_thenOneFromOutside_isMovedToByRewrapping() throws Exception {
    RootCredentials root;
    try (Persistence persistence = open(Map.of())) {
      root = persistence.made().orElseThrow();
      assertEquals(1, persistence.warnings().size());
      assertTrue(persistence.warnings().getFirst().contains("master key lies in the data folder"));
    }
    try (Persistence persistence = open(Map.of("GRAPNEL_MASTER_KEY", OTHER_KEY))) {
      assertTrue(persistence.warnings().getFirst().contains("keys rewrap"));
      assertOpens(persistence, root);
      persistence.store().rewrap(new Rewrapping(persistence.keyWrap(), persistence.keyWrap()));
    }
    Files.delete(folder.resolve("master-key"));
    try (Persistence persistence = open(Map.of("GRAPNEL_MASTER_KEY", OTHER_KEY))) {
      assertEquals(List.of(), persistence.warnings());
      persistence.registry().refresh();
    }
  }

  @Test
  void backup_withAGeneratedKey_restoresOnAnotherMachine() throws Exception {
    RootCredentials root;
    Path file = folder.resolve("backup.gz");
    try (Persistence persistence = open(Map.of())) {
      root = persistence.made().orElseThrow();
      assertTrue(Backup.write(persistence, file).withMasterKey());
    }
    Path machine = folder.resolve("machine");
    Backup.restore(Opened.settings(machine, Optional.empty()), file, clock);
    try (Persistence persistence = open(machine, Map.of())) {
      assertOpens(persistence, root);
      assertFalse(Files.exists(persistence.folder().rootCredentialsFile()));
    }
    IOException failure =
        assertThrows(
            IOException.class,
            () -> Backup.restore(Opened.settings(machine, Optional.empty()), file, clock));
    assertTrue(String.valueOf(failure.getMessage()).contains("not empty"));
  }

  private static void assertOpens(Persistence persistence, RootCredentials root) throws Exception {
    var key = persistence.registry().current().rootKey(root.accessKeyId()).orElseThrow();
    assertEquals(
        root.secretAccessKey(), new RootSecrets(persistence.keyWrap()).secretAccessKey(key));
  }

  private static KeptSecrets secrets(Persistence persistence) {
    return new KeptSecrets(persistence.store().keptSecrets(), persistence.keyWrap());
  }

  private Persistence open(Map<String, String> environment) throws Exception {
    return open(folder, environment);
  }

  private Persistence open(Path data, Map<String, String> environment) throws Exception {
    PersistenceSettings settings =
        new PersistenceSettings(
            data,
            Optional.empty(),
            Optional.empty(),
            MasterKeySettings.fromEnvironment(),
            Opened.REGION,
            Optional.of(ACCOUNT));
    return Persistence.open(
        settings,
        new LenientRules(),
        new Surroundings(clock, System::nanoTime, new SecureRandom(), environment));
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  /** Neither as it is nor as anybody writes bytes. */
  private static void requireAbsent(byte[] content, SecretValue secret, Path file) {
    String text = new String(content, StandardCharsets.ISO_8859_1);
    for (String form : forms(secret)) {
      assertFalse(text.contains(form), file + " holds a secret");
    }
  }

  private static List<String> forms(SecretValue secret) {
    byte[] bytes = secret.reveal();
    return List.of(
        new String(bytes, StandardCharsets.ISO_8859_1),
        HexFormat.of().formatHex(bytes),
        HexFormat.of().withUpperCase().formatHex(bytes),
        Base64.getEncoder().withoutPadding().encodeToString(bytes),
        Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }
}
