package dev.grapnel.service.store;

import static dev.grapnel.service.store.Opened.ACCOUNT;
import static dev.grapnel.service.store.Opened.passed;
import static dev.grapnel.service.store.Opened.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.grapnel.service.refusal.Denial;
import dev.grapnel.service.registry.TrustAnchor;
import dev.grapnel.service.registry.control.PageRequest;
import dev.grapnel.service.registry.control.TrustAnchors;
import dev.grapnel.testing.SettableClock;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds for the registry over every engine. */
abstract class RegistryContract {
  @TempDir Path folder;

  final SettableClock clock = new SettableClock(Opened.START);
  Persistence persistence;

  abstract Persistence open() throws Exception;

  @BeforeEach
  void openStore() throws Exception {
    persistence = open();
  }

  @AfterEach
  void closeStore() {
    persistence.close();
  }

  @Test
  void create_thenReopen_findsTheSame() throws Exception {
    TrustAnchor made = passed(anchors().create(ACCOUNT, Drafts.anchor("first")));
    assertEquals(made, passed(anchors().get(ACCOUNT, made.trustAnchorId())));
    persistence.close();
    persistence = open();
    assertEquals(made, passed(anchors().get(ACCOUNT, made.arn().toString())));
    assertEquals(1, passed(anchors().list(ACCOUNT, PageRequest.first())).items().size());
  }

  @Test
  void delete_thenGet_isNotFound() {
    TrustAnchor made = passed(anchors().create(ACCOUNT, Drafts.anchor("first")));
    assertEquals(made, passed(anchors().delete(ACCOUNT, made.trustAnchorId())));
    refused(Denial.NotFound.class, anchors().get(ACCOUNT, made.trustAnchorId()));
    assertTrue(persistence.registry().current().trustAnchor(made.arn()).isEmpty());
  }

  final TrustAnchors anchors() {
    return persistence.controlPlane().trustAnchors();
  }
}
