package dev.grapnel.service.registry.control;

import static dev.grapnel.service.store.Opened.ACCOUNT;
import static dev.grapnel.service.store.Opened.passed;
import static dev.grapnel.service.store.Opened.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.grapnel.protocol.secret.SecretValue;
import dev.grapnel.service.refusal.Denial;
import dev.grapnel.service.registry.RegistryView;
import dev.grapnel.service.registry.RootKey;
import dev.grapnel.service.registry.RootSecrets;
import dev.grapnel.service.store.StoreTestBase;
import dev.grapnel.service.store.TestEngine;
import dev.grapnel.service.token.WrongMasterKeyException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The operations on accounts, over every engine. */
@ParameterizedClass
@EnumSource(TestEngine.class)
class AccountsTest extends StoreTestBase {
  AccountsTest(TestEngine engine) {
    super(engine);
  }

  @Test
  void firstStart_writesTheRootCredentials() throws Exception {
    RootCredentials made = persistence.made().orElseThrow();
    String file = Files.readString(persistence.folder().rootCredentialsFile());
    assertEquals(
        "[default]\naws_access_key_id = %s\naws_secret_access_key = %s\n"
            .formatted(made.accessKeyId(), made.secretAccessKey().revealText()),
        file);
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(
            Files.getPosixFilePermissions(persistence.folder().rootCredentialsFile())));
    assertTrue(made.accessKeyId().matches("AKIA[A-Z2-7]{16}"), made.accessKeyId());
    assertEquals(40, made.secretAccessKey().length());
    assertEquals(made.secretAccessKey(), secret(made.accessKeyId()));
    reopen();
    assertEquals(Optional.empty(), persistence.made());
    assertEquals(made.secretAccessKey(), secret(made.accessKeyId()));
  }

  @Test
  void create_andList() {
    RootCredentials second = passed(accounts().create(Optional.empty()));
    assertTrue(second.accountId().matches("[1-9][0-9]{11}"), second.accountId());
    passed(accounts().create(Optional.of("000000000001")));
    assertEquals(3, accounts().list().size());
    refused(Denial.Conflict.class, accounts().create(Optional.of(ACCOUNT)));
    for (String wrong : List.of("", "12345678901", "1234567890123", "12345678901x")) {
      refused(Denial.Malformed.class, accounts().create(Optional.of(wrong)));
    }
  }

  @Test
  void disableAndEnable() throws Exception {
    assertFalse(passed(accounts().disable(ACCOUNT)).enabled());
    reopen();
    assertFalse(view().account(ACCOUNT).orElseThrow().enabled());
    assertTrue(passed(accounts().enable(ACCOUNT)).enabled());
    assertTrue(view().account(ACCOUNT).orElseThrow().enabled());
    refused(Denial.NotFound.class, accounts().disable("000000000001"));
  }

  @Test
  void rotateRoot_theOldKeyIsUnknownAtOnce() throws Exception {
    RootCredentials old = persistence.made().orElseThrow();
    RootCredentials rotated = passed(accounts().rotateRoot(ACCOUNT));
    assertEquals(Optional.empty(), view().rootKey(old.accessKeyId()));
    assertEquals(rotated.secretAccessKey(), secret(rotated.accessKeyId()));
    assertEquals(ACCOUNT, view().rootKey(rotated.accessKeyId()).orElseThrow().accountId());
    refused(Denial.NotFound.class, accounts().rotateRoot("000000000001"));
  }

  private SecretValue secret(String accessKeyId) throws WrongMasterKeyException {
    RootKey key = view().rootKey(accessKeyId).orElseThrow();
    return new RootSecrets(persistence.keyWrap()).secretAccessKey(key);
  }

  private RegistryView view() {
    return persistence.registry().current();
  }

  private Accounts accounts() {
    return control().accounts();
  }
}
