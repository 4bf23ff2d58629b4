package dev.grapnel.service.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.grapnel.protocol.secret.SecretValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where master keys come from, and what is wrapped under them. */
class MasterKeyTest {
  private static final String ONE = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
  private static final String TWO = "//////////////////////////////////////////8=";

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  Path folder;

  private final SecureRandom random = new SecureRandom();

  @Test
  void load_nothingGiven_generatesOneThatOnlyTheUserReads() throws Exception {
    LoadedMasterKey made = loader(Map.of()).load(true, random);
    assertEquals(1, made.warnings().size());
    Path file = folder.resolve("master-key");
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    LoadedMasterKey again = loader(Map.of()).load(true, random);
    assertEquals(made.present().id(), again.present().id());
    assertEquals(made.warnings(), again.warnings());
  }

  @Test
  void load_nothingGivenForASharedStore_isAnError() {
    assertThrows(IOException.class, () -> loader(Map.of()).load(false, random));
  }

  @Test
  void load_fromEachSource() throws Exception {
    Path outside = Files.createTempDirectory("keys");
    Path file = Files.writeString(outside.resolve("grapnel-master-key"), ONE + "\n");
    MasterKeySettings byFile = new MasterKeySettings(Optional.of(file), Optional.empty());
    long id = MasterKey.parse(ONE).orElseThrow().id();
    for (LoadedMasterKey loaded :
        List.of(
            new MasterKeyLoader(byFile, Map.of(), folder).load(false, random),
            loader(Map.of("GRAPNEL_MASTER_KEY", ONE)).load(false, random),
            loader(Map.of("CREDENTIALS_DIRECTORY", outside.toString())).load(false, random))) {
      assertEquals(id, loaded.present().id());
      assertEquals(List.of(), loaded.warnings());
    }
    assertFalse(Files.exists(folder.resolve("master-key")));
  }

  @Test
  void load_aFileWithinTheDataFolder_warns() throws Exception {
    Path file = Files.writeString(folder.resolve("mine"), ONE);
    MasterKeySettings byFile = new MasterKeySettings(Optional.of(file), Optional.empty());
    assertEquals(
        1, new MasterKeyLoader(byFile, Map.of(), folder).load(false, random).warnings().size());
  }

  @Test
  void load_twoSources_isAnError() throws Exception {
    Path file = Files.writeString(folder.resolve("mine"), ONE);
    MasterKeySettings byFile = new MasterKeySettings(Optional.of(file), Optional.empty());
    Map<String, String> environment = Map.of("GRAPNEL_MASTER_KEY", ONE);
    assertThrows(
        IOException.class,
        () -> new MasterKeyLoader(byFile, environment, folder).load(false, random));
  }

  @Test
  void load_whatIsNoKey_isAnErrorThatDoesNotRepeatIt() {
    for (String text : List.of("", "secret-ish", ONE.substring(4), ONE + ONE, "00".repeat(32))) {
      IOException failure =
          assertThrows(
              IOException.class,
              () -> loader(Map.of("GRAPNEL_MASTER_KEY", text)).load(true, random));
      String message = String.valueOf(failure.getMessage());
      assertTrue(message.contains("openssl rand -base64 32"), message);
      assertFalse(!text.isEmpty() && message.contains(text), message);
    }
  }

  @Test
  void unwrap_theSamePurpose_givesTheSecret() throws Exception {
    KeyWrap wrap = wrap(ONE);
    SecretValue secret = SecretValue.ofText("secret");
    byte[] wrapped = wrap.wrap("purpose", secret);
    assertEquals(secret, wrap.unwrap("purpose", wrapped));
    assertFalse(Arrays.equals(wrapped, wrap.wrap("purpose", secret)));
  }

  @Test
  void unwrap_anotherPurposeKeyOrByte_isAnError() {
    byte[] wrapped = wrap(ONE).wrap("purpose", SecretValue.ofText("secret"));
    assertThrows(WrongMasterKeyException.class, () -> wrap(ONE).unwrap("purposes", wrapped));
    assertThrows(WrongMasterKeyException.class, () -> wrap(TWO).unwrap("purpose", wrapped));
    assertThrows(WrongMasterKeyException.class, () -> wrap(ONE).unwrap("purpose", new byte[0]));
    for (int i = 0; i < wrapped.length; i++) {
      byte[] changed = wrapped.clone();
      changed[i] ^= 1;
      assertThrows(WrongMasterKeyException.class, () -> wrap(ONE).unwrap("purpose", changed));
    }
  }

  @Test
  void unwrap_underAFormerKey_works_andWrapsUnderThePresentOne() throws Exception {
    byte[] old = wrap(ONE).wrap("purpose", SecretValue.ofText("secret"));
    KeyWrap both =
        new MasterKeyWrap(
            MasterKey.parse(TWO).orElseThrow(),
            List.of(MasterKey.parse(ONE).orElseThrow()),
            random);
    byte[] rewrapped = new Rewrapping(both, both).rewrap("purpose", old);
    assertEquals(SecretValue.ofText("secret"), wrap(TWO).unwrap("purpose", rewrapped));
  }

  private MasterKeyLoader loader(Map<String, String> environment) {
    return new MasterKeyLoader(MasterKeySettings.fromEnvironment(), environment, folder);
  }

  private KeyWrap wrap(String key) {
    return new MasterKeyWrap(MasterKey.parse(key).orElseThrow(), List.of(), random);
  }
}
