package dev.grapnel.service.store;

import static dev.grapnel.service.store.Opened.ACCOUNT;
import static dev.grapnel.service.store.Opened.passed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.grapnel.protocol.secret.SecretValue;
import dev.grapnel.service.audit.Checkpoint;
import dev.grapnel.service.registry.Registry;
import dev.grapnel.service.registry.Resource;
import dev.grapnel.service.registry.ResourceCodec;
import dev.grapnel.service.registry.RootKey;
import dev.grapnel.service.registry.RootSecrets;
import dev.grapnel.service.registry.TrustAnchor;
import dev.grapnel.service.registry.control.RootCredentials;
import dev.grapnel.service.registry.subject.Sighting;
import dev.grapnel.service.registry.subject.SubjectIds;
import dev.grapnel.service.token.KeptSecrets;
import dev.grapnel.service.token.RingKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Exports, imports, backups and restores, from every engine to every engine. */
@ParameterizedClass
@EnumSource(TestEngine.class)
class ArchiveTest extends StoreTestBase {
  ArchiveTest(TestEngine engine) {
    super(engine);
  }

  @Test
  void export_thenImportIntoEachEngine_carriesEverything() throws Exception {
    fill();
    Path file = folder.resolve("export.json");
    persistence.store().exportTo(file, Map.of());
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    for (TestEngine engine : TestEngine.values()) {
      PersistenceSettings other = engine.settings(folder.resolve("into " + engine));
      Backup.restore(other, file, clock);
      try (Persistence imported = Opened.open(other, clock)) {
        assertSame(imported);
        Path again = folder.resolve("again.json");
        imported.store().exportTo(again, Map.of());
        assertEquals(content(file), content(again));
      }
    }
  }

  @Test
  void export_gzipped_isReadToo() throws Exception {
    fill();
    Path file = folder.resolve("export.json.gz");
    persistence.store().exportTo(file, Map.of());
    assertTrue(Files.size(file) < 100_000);
    PersistenceSettings other = anotherStore();
    Backup.restore(other, file, clock);
    try (Persistence imported = Opened.open(other, clock)) {
      assertSame(imported);
    }
  }

  @Test
  void export_hasNoSecret() throws Exception {
    Path file = folder.resolve("export.json");
    persistence.store().exportTo(file, Map.of());
    String text = Files.readString(file);
    RootCredentials root = persistence.made().orElseThrow();
    assertTrue(text.contains(root.accessKeyId()));
    assertFalse(text.contains(root.secretAccessKey().revealText()));
    assertFalse(text.contains(Opened.MASTER_KEY));
  }

  @Test
  void import_intoAStoreThatIsNotEmpty_isRefused() throws Exception {
    Path file = folder.resolve("export.json");
    persistence.store().exportTo(file, Map.of());
    IOException failure =
        assertThrows(IOException.class, () -> Backup.restore(settings, file, clock));
    assertTrue(String.valueOf(failure.getMessage()).contains("not empty"), failure.getMessage());
  }

  @Test
  void import_ofADamagedFile_leavesTheStoreEmpty() throws Exception {
    fill();
    Path file = folder.resolve("export.json");
    persistence.store().exportTo(file, Map.of());
    String text = Files.readString(file);
    Path damaged = folder.resolve("damaged.json");
    PersistenceSettings other = anotherStore();
    for (String content :
        List.of(
            "",
            "{}",
            "nonsense",
            text.substring(0, text.length() - 1),
            text + "{}",
            text.substring(0, text.length() / 2),
            text.replace("grapnel-export", "other"),
            text.replace("\"version\":1,", "\"version\":2,"),
            text.replaceFirst("\"enabled\":true", "\"enabled\":\"true\""),
            text.replaceFirst("\"root_access_key_id\"", "\"another_column\""),
            text.replaceFirst("\"subject\"", "\"another_table\""),
            text.replace("\"account_id\":\"" + ACCOUNT + "\",\"kind\"", "\"kind\""))) {
      Files.writeString(damaged, content);
      assertThrows(IOException.class, () -> Backup.restore(other, damaged, clock), content);
    }
    Backup.restore(other, file, clock);
    try (Persistence imported = Opened.open(other, clock)) {
      assertSame(imported);
    }
  }

  @Test
  void backup_underAMasterKeyFromOutside_hasItNot() throws Exception {
    Path file = folder.resolve("backup");
    assertFalse(Backup.write(persistence, file).withMasterKey());
    assertFalse(Files.readString(file).contains(Opened.MASTER_KEY));
  }

  @Test
  void import_isTakenInByAReplicaThatFollows() throws Exception {
    TrustAnchor anchor = passed(control().trustAnchors().create(ACCOUNT, Drafts.anchor("a")));
    Path file = folder.resolve("export.json");
    persistence.store().exportTo(file, Map.of());
    PersistenceSettings other = anotherStore();
    DataFolder otherFolder = DataFolder.open(other.data());
    try (Store store = Store.open(other.store(otherFolder), clock)) {
      var follower = Registry.open(store.registry(), System::nanoTime);
      Backup.restore(other, file, clock);
      follower.refresh();
      assertEquals(Optional.of(anchor), follower.current().trustAnchor(anchor.arn()));
    }
  }

  private void fill() throws Exception {
    TrustAnchor anchor =
        passed(control().trustAnchors().create(ACCOUNT, Drafts.anchor("a", Optional.of("main"))));
    TrustAnchor gone = passed(control().trustAnchors().create(ACCOUNT, Drafts.anchor("gone")));
    passed(control().trustAnchors().delete(ACCOUNT, gone.trustAnchorId()));
    passed(control().profiles().create(ACCOUNT, Drafts.profile("p", Optional.empty())));
    passed(
        control()
            .crls()
            .importCrl(ACCOUNT, Drafts.crl("c", anchor.arn().toString(), Optional.empty())));
    passed(control().roles().create(ACCOUNT, Drafts.role("demo")));
    passed(control().accounts().create(Optional.of("444455556666")));
    persistence.keyRings().rotate();
    persistence
        .store()
        .subjects()
        .record(
            List.of(
                new Sighting(
                    ACCOUNT,
                    clock.instant(),
                    "CN=demo \u00e9",
                    "1",
                    "CN=ca",
                    new byte[] {0, -1},
                    clock.instant(),
                    true,
                    Map.of("k", "v"))));
    var _ = secrets(persistence).findOrKeep("s", () -> SecretValue.ofText("kept secret"));
    persistence
        .store()
        .checkpoints()
        .save(new Checkpoint("r", 7, new byte[] {1}, clock.instant(), new byte[] {2}));
  }

  private void assertSame(Persistence other) throws Exception {
    persistence.registry().refresh();
    assertEquals(resources(persistence), resources(other));
    assertEquals(persistence.registry().current().version(), other.registry().current().version());
    assertEquals(keys(persistence), keys(other));
    RootCredentials root = persistence.made().orElseThrow();
    RootKey key = other.registry().current().rootKey(root.accessKeyId()).orElseThrow();
    assertEquals(root.secretAccessKey(), new RootSecrets(other.keyWrap()).secretAccessKey(key));
    String subject = SubjectIds.of(ACCOUNT, "CN=demo \u00e9");
    assertEquals(
        passed(persistence.subjects().get(ACCOUNT, subject)).instanceProperties(),
        passed(other.subjects().get(ACCOUNT, subject)).instanceProperties());
    assertEquals(Optional.of(SecretValue.ofText("kept secret")), secrets(other).find("s"));
    assertEquals(7, other.store().checkpoints().latest("r").orElseThrow().sequence());
    assertEquals(2, other.controlPlane().accounts().list().size());
  }

  /** All but from which change on deletions are known, which an import leaves to no reader. */
  private static String content(Path export) throws IOException {
    return Files.readString(export).replaceFirst("\"complete_since\":\\d+", "");
  }

  private static KeptSecrets secrets(Persistence one) {
    return new KeptSecrets(one.store().keptSecrets(), one.keyWrap());
  }

  private static List<String> keys(Persistence one) {
    return one.keyRings().current().keys().stream().map(RingKey::toString).toList();
  }

  private static List<String> resources(Persistence one) {
    List<String> all = new ArrayList<>();
    for (Resource resource : one.registry().current().resources()) {
      all.add(resource.version() + ResourceCodec.encode(resource));
    }
    return all;
  }
}
