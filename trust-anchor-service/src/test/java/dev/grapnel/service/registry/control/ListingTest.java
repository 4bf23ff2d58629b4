package dev.grapnel.service.registry.control;

import static dev.grapnel.service.store.Opened.ACCOUNT;
import static dev.grapnel.service.store.Opened.passed;
import static dev.grapnel.service.store.Opened.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.grapnel.service.refusal.Denial;
import dev.grapnel.service.refusal.Verdict;
import dev.grapnel.service.registry.TrustAnchor;
import dev.grapnel.service.store.Drafts;
import dev.grapnel.service.store.StoreTestBase;
import dev.grapnel.service.store.TestEngine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Listings, part by part. */
class ListingTest extends StoreTestBase {
  ListingTest() {
    super(TestEngine.SQLITE);
  }

  @Test
  void list_whileRowsComeAndGo_givesWhatStaysOnce() {
    List<TrustAnchor> all = create(30);
    List<String> seen = new ArrayList<>();
    Set<String> gone = new HashSet<>();
    PageRequest request = new PageRequest(4, Optional.empty());
    for (int round = 0; ; round++) {
      Page<TrustAnchor> page = passed(anchors().list(ACCOUNT, request));
      page.items().forEach(anchor -> seen.add(anchor.name()));
      if (page.nextToken().isEmpty()) {
        break;
      }
      // The one that the token stands at goes, and so does one that is yet to come.
      for (TrustAnchor going : List.of(page.items().getLast(), all.get(29 - round))) {
        if (gone.add(going.name())) {
          anchors().delete(ACCOUNT, going.trustAnchorId());
        }
      }
      passed(anchors().create(ACCOUNT, Drafts.anchor("late " + round)));
      request = new PageRequest(4, page.nextToken());
    }
    assertEquals(new HashSet<>(seen).size(), seen.size(), seen + " has one twice");
    for (TrustAnchor anchor : all) {
      assertTrue(seen.contains(anchor.name()) || gone.contains(anchor.name()), anchor.name());
    }
  }

  @Test
  void list_inOrderOfCreation() {
    create(3);
    clock.advance(Duration.ofMillis(1));
    passed(anchors().create(ACCOUNT, Drafts.anchor("last")));
    List<TrustAnchor> items = passed(anchors().list(ACCOUNT, PageRequest.first())).items();
    assertEquals("last", items.getLast().name());
  }

  @Test
  void list_exactlyOnePage_hasNoToken() {
    create(4);
    PageRequest request = new PageRequest(4, Optional.empty());
    assertEquals(Optional.empty(), passed(anchors().list(ACCOUNT, request)).nextToken());
  }

  @Test
  void list_tokenThatWasNotGiven_isRefused() {
    create(3);
    PageRequest request = new PageRequest(1, Optional.empty());
    String token = passed(anchors().list(ACCOUNT, request)).nextToken().orElseThrow();
    for (int i = 0; i < token.length(); i++) {
      char other = token.charAt(i) == 'A' ? 'B' : 'A';
      String changed = token.substring(0, i) + other + token.substring(i + 1);
      refused(Denial.Malformed.class, list(1, changed));
    }
    for (String changed : List.of("", "x", token + "A", token.substring(1), "A".repeat(9_999))) {
      refused(Denial.Malformed.class, list(1, changed));
    }
    PageRequest ofAnother = new PageRequest(1, Optional.of(token));
    refused(Denial.Malformed.class, control().profiles().list(ACCOUNT, ofAnother));
    refused(Denial.Malformed.class, anchors().list("444455556666", ofAnother));
    passed(list(1, token));
  }

  @Test
  void list_sizes() {
    create(3);
    refused(Denial.Malformed.class, anchors().list(ACCOUNT, new PageRequest(0, Optional.empty())));
    PageRequest vast = new PageRequest(Integer.MAX_VALUE, Optional.empty());
    assertEquals(3, passed(anchors().list(ACCOUNT, vast)).items().size());
  }

  @Test
  void list_largeDocuments_giveSmallerPages() {
    String data = "x".repeat(200_000);
    for (int i = 0; i < 25; i++) {
      TrustAnchorDraft draft =
          new TrustAnchorDraft(
              "a",
              TrustAnchor.SourceType.CERTIFICATE_BUNDLE,
              data,
              true,
              false,
              List.of(),
              Optional.empty(),
              Map.of());
      passed(anchors().create(ACCOUNT, draft));
    }
    Page<TrustAnchor> page = passed(anchors().list(ACCOUNT, PageRequest.first()));
    assertEquals(21, page.items().size());
    PageRequest rest = new PageRequest(100, page.nextToken());
    assertEquals(4, passed(anchors().list(ACCOUNT, rest)).items().size());
  }

  private List<TrustAnchor> create(int count) {
    List<TrustAnchor> made = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      clock.advance(Duration.ofMillis(1));
      made.add(passed(anchors().create(ACCOUNT, Drafts.anchor("anchor " + i))));
    }
    return made;
  }

  private Verdict<Page<TrustAnchor>> list(int size, String token) {
    return anchors().list(ACCOUNT, new PageRequest(size, Optional.of(token)));
  }

  private TrustAnchors anchors() {
    return control().trustAnchors();
  }
}
