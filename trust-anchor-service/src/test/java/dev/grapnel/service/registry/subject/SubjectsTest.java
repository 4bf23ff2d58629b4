package dev.grapnel.service.registry.subject;

import static dev.grapnel.service.store.Opened.ACCOUNT;
import static dev.grapnel.service.store.Opened.passed;
import static dev.grapnel.service.store.Opened.refused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.grapnel.service.refusal.Denial;
import dev.grapnel.service.registry.control.Page;
import dev.grapnel.service.registry.control.PageRequest;
import dev.grapnel.service.registry.subject.SubjectDetail.SeenCredential;
import dev.grapnel.service.registry.subject.SubjectDetail.SeenInstance;
import dev.grapnel.service.store.Opened;
import dev.grapnel.service.store.StoreTestBase;
import dev.grapnel.service.store.TestEngine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Subjects over every engine. */
@ParameterizedClass
@EnumSource(TestEngine.class)
class SubjectsTest extends StoreTestBase {
  private static final Instant SEEN = Opened.START;
  private static final Instant NOT_AFTER = SEEN.plus(Duration.ofDays(90));

  SubjectsTest(TestEngine engine) {
    super(engine);
  }

  @Test
  void recordSeen_thenClose_isKept() throws Exception {
    try (SubjectRecorder recorder = SubjectRecorder.start(persistence.store().subjects())) {
      recorder.recordSeen(sighting("CN=a", "1", SEEN, false, Map.of("host", "h1")));
      recorder.recordSeen(sighting("CN=a", "1", SEEN.plusSeconds(5), false, Map.of("host", "h1")));
      recorder.recordSeen(sighting("CN=a", "2", SEEN.plusSeconds(9), true, Map.of()));
    }
    reopen();
    SubjectDetail detail = get("CN=a");
    assertEquals("CN=a", detail.subject().x509Subject());
    assertEquals(SEEN.plusSeconds(9), detail.subject().lastSeenAt());
    assertEquals(
        List.of("2", "1"),
        detail.credentials().stream().map(SeenCredential::serialNumber).toList());
    assertEquals(
        List.of(true, false), detail.credentials().stream().map(SeenCredential::failed).toList());
    assertEquals(
        List.of(new SeenInstance(SEEN.plusSeconds(5), Map.of("host", "h1"), false)),
        detail.instanceProperties());
    SeenCredential latest = detail.credentials().getFirst();
    assertArrayEquals(new byte[] {1, 2, 3}, latest.certificateDer());
    assertEquals(NOT_AFTER, latest.notAfter());
  }

  @Test
  void record_again_movesTheTimeForwardOnly() throws Exception {
    record(sighting("CN=a", "1", SEEN, false, Map.of()));
    record(sighting("CN=a", "1", SEEN.plusSeconds(60), false, Map.of()));
    record(sighting("CN=a", "1", SEEN.plusSeconds(30), false, Map.of()));
    SubjectDetail detail = get("CN=a");
    assertEquals(SEEN, detail.subject().createdAt());
    assertEquals(SEEN.plusSeconds(60), detail.subject().lastSeenAt());
    assertEquals(SEEN.plusSeconds(60), detail.credentials().getFirst().seenAt());
  }

  @Test
  void record_manyCertificatesOfOneSubject_keepsTheLatest() throws Exception {
    List<Sighting> many = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      many.add(sighting("CN=a", "" + i, SEEN.plusSeconds(i), false, Map.of("boot", "number " + i)));
    }
    persistence.store().subjects().record(many);
    SubjectDetail detail = get("CN=a");
    assertEquals(SubjectDetail.MOST_CREDENTIALS, detail.credentials().size());
    assertEquals("49", detail.credentials().getFirst().serialNumber());
    assertEquals("30", detail.credentials().getLast().serialNumber());
    assertEquals(SubjectDetail.MOST_INSTANCES, detail.instanceProperties().size());
  }

  @Test
  void record_strangeAndLongTexts_areKept() throws Exception {
    String issuer = "O=" + "x".repeat(12_000);
    String subject = "CN=\u0000 \ud800 \u00e9\ud83d\ude00";
    Sighting strange =
        new Sighting(
            ACCOUNT,
            SEEN,
            subject,
            "9".repeat(49),
            issuer,
            new byte[0],
            NOT_AFTER,
            false,
            Map.of("k\u0000", "\udfff".repeat(200)));
    record(strange);
    SubjectDetail detail = get(subject);
    assertEquals("CN=\ufffd \ufffd \u00e9\ud83d\ude00", detail.subject().x509Subject());
    assertEquals(issuer, detail.credentials().getFirst().issuer());
    assertEquals(
        Map.of("k\ufffd", "\ufffd".repeat(200)),
        detail.instanceProperties().getFirst().properties());
  }

  @Test
  void list_allPages_giveEachSubjectOnce() throws Exception {
    List<Sighting> many = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      many.add(sighting("CN=" + i, "1", SEEN, false, Map.of()));
    }
    persistence.store().subjects().record(many);
    List<String> seen = new ArrayList<>();
    Optional<String> token = Optional.empty();
    do {
      Page<Subject> page = passed(persistence.subjects().list(ACCOUNT, new PageRequest(10, token)));
      page.items().forEach(subject -> seen.add(subject.x509Subject()));
      token = page.nextToken();
      record(sighting("CN=late", "1", SEEN, false, Map.of()));
    } while (token.isPresent());
    seen.remove("CN=late");
    assertEquals(25, seen.size());
    assertEquals(25, new HashSet<>(seen).size());
    refused(
        Denial.Malformed.class,
        persistence.subjects().list(ACCOUNT, new PageRequest(10, Optional.of("x"))));
  }

  @Test
  void subject_thatWasNeverSeen_isNotFound() {
    for (String id : List.of("", "x", SubjectIds.of(ACCOUNT, "CN=a"))) {
      refused(Denial.NotFound.class, persistence.subjects().get(ACCOUNT, id));
    }
    assertTrue(SubjectIds.of(ACCOUNT, "CN=a").matches("[a-f0-9]{8}-([a-z0-9]{4}-){3}[a-z0-9]{12}"));
  }

  private SubjectDetail get(String x509Subject) {
    return passed(persistence.subjects().get(ACCOUNT, SubjectIds.of(ACCOUNT, x509Subject)));
  }

  private void record(Sighting sighting) throws Exception {
    persistence.store().subjects().record(List.of(sighting));
  }

  private static Sighting sighting(
      String subject, String serial, Instant seenAt, boolean failed, Map<String, String> instance) {
    return new Sighting(
        ACCOUNT,
        seenAt,
        subject,
        serial,
        "CN=Test Root",
        new byte[] {1, 2, 3},
        NOT_AFTER,
        failed,
        instance);
  }
}
