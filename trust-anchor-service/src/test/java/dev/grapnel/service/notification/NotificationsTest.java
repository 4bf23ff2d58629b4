package dev.grapnel.service.notification;

import static dev.grapnel.service.store.Opened.ACCOUNT;
import static dev.grapnel.service.store.Opened.START;
import static dev.grapnel.service.store.Opened.passed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.grapnel.service.registry.NotificationSetting.Event;
import dev.grapnel.service.registry.TrustAnchor;
import dev.grapnel.service.registry.TrustAnchor.SourceType;
import dev.grapnel.service.registry.control.NotificationChange;
import dev.grapnel.service.registry.control.TrustAnchorChange;
import dev.grapnel.service.registry.control.TrustAnchorDraft;
import dev.grapnel.service.registry.subject.Sighting;
import dev.grapnel.service.registry.subject.SubjectIds;
import dev.grapnel.service.store.StoreTestBase;
import dev.grapnel.service.store.TestEngine;
import dev.grapnel.testing.CertificateOrder;
import dev.grapnel.testing.KeyKind;
import dev.grapnel.testing.TestIdentity;
import io.micrometer.core.instrument.Gauge;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Announcements over every engine, with a clock that the tests set. */
@ParameterizedClass
@EnumSource(TestEngine.class)
class NotificationsTest extends StoreTestBase {
  private static final Duration DAY = Duration.ofDays(1);

  NotificationsTest(TestEngine engine) {
    super(engine);
  }

  @Test
  void look_dayByDay_announcesACaFromTheThresholdUntil14DaysPast() throws Exception {
    TrustAnchor anchor = register("ca", ca(days(50)));
    Set<Long> announced = new TreeSet<>();
    try (ExpiryBed bed = bed("a")) {
      for (int day = 0; day < 70; day++) {
        for (int look = 0; look < 3; look++) {
          bed.notifications.look();
          clock.advance(Duration.ofHours(3));
        }
        clock.advance(Duration.ofHours(15));
      }
      List<JsonNode> notices = bed.notices();
      for (JsonNode notice : notices) {
        assertEquals("CaCertificateExpiry", notice.at("/eventName").asString());
        assertEquals(anchor.arn().toString(), notice.at("/resources/0/ARN").asString());
        announced.add(Long.parseLong(notice.at("/additionalEventData/daysToExpiry").asString()));
      }
      assertEquals(60, notices.size(), "one a day: " + announced);
      assertEquals(60, announced.size());
      assertEquals(-14, announced.iterator().next());
      assertTrue(announced.contains(45L) && !announced.contains(46L), announced.toString());
      assertEquals(
          60,
          bed.meters.get("grapnel.notifications").counters().stream()
              .mapToDouble(counter -> counter.count())
              .sum());
    }
  }

  @Test
  void look_aNotice_hasTheShapeOfAServiceEvent() throws Exception {
    TestIdentity certificate = ca(days(10));
    TrustAnchor anchor = register("ca of mine", certificate);
    try (ExpiryBed bed = bed("a")) {
      assertEquals(1, bed.look());
      JsonNode notice = bed.notices().getFirst();
      assertEquals("AwsServiceEvent", notice.at("/eventType").asString());
      assertEquals("rolesanywhere.amazonaws.com", notice.at("/eventSource").asString());
      assertEquals("AWSService", notice.at("/userIdentity/type").asString());
      assertEquals(ACCOUNT, notice.at("/recipientAccountId").asString());
      assertEquals("ca of mine", notice.at("/additionalEventData/trustAnchorName").asString());
      assertEquals("10", notice.at("/additionalEventData/daysToExpiry").asString());
      assertEquals("45", notice.at("/additionalEventData/thresholdDays").asString());
      assertEquals(
          ExpiryNotice.hex(certificate.serial()),
          notice.at("/additionalEventData/serialNumber").asString());
      assertEquals(anchor.arn().toString(), notice.at("/resources/0/ARN").asString());
    }
  }

  @Test
  void look_bySettings_keepsToThem() throws Exception {
    TrustAnchor early = register("early", ca(days(100)));
    put(early, Event.CA_CERTIFICATE_EXPIRY, true, 120);
    TrustAnchor off = register("off", ca(days(5)));
    put(off, Event.CA_CERTIFICATE_EXPIRY, false, 45);
    TrustAnchor late = register("late", ca(days(5)));
    put(late, Event.CA_CERTIFICATE_EXPIRY, true, 4);
    try (ExpiryBed bed = bed("a")) {
      assertEquals(1, bed.look());
      assertEquals(
          early.arn().toString(), bed.notices().getFirst().at("/resources/0/ARN").asString());
      clock.advance(DAY);
      assertEquals(2, bed.look(), "early and late");
      put(off, Event.CA_CERTIFICATE_EXPIRY, true, 45);
      clock.advance(DAY);
      assertEquals(3, bed.look());
    }
  }

  @Test
  void look_aBundle_announcesEachCertificateThatIsDue() throws Exception {
    TestIdentity soon = ca(days(3));
    TestIdentity later = ca(days(300));
    TestIdentity longPast = ca(days(-100));
    TrustAnchor anchor = register("bundle", soon.pem() + later.pem() + longPast.pem());
    try (ExpiryBed bed = bed("a")) {
      assertEquals(1, bed.look());
      assertEquals(3.0, gauge(bed, anchor), 0.01);
      passed(
          control()
              .trustAnchors()
              .update(
                  ACCOUNT,
                  anchor.trustAnchorId(),
                  new TrustAnchorChange(
                      Optional.empty(),
                      Optional.empty(),
                      Optional.of(later.pem() + longPast.pem()),
                      Optional.empty(),
                      Optional.empty())));
      clock.advance(DAY);
      assertEquals(0, bed.look(), "replaced");
      assertEquals(299.0, gauge(bed, anchor), 0.01);
    }
  }

  @Test
  void look_replicasAndRestarts_announceOnceADay() throws Exception {
    register("one", ca(days(10)));
    register("two", ca(days(20)));
    try (ExpiryBed first = bed("a");
        ExpiryBed second = bed("b")) {
      assertEquals(2, first.look());
      assertEquals(0, second.look());
      clock.advance(DAY);
      assertEquals(2, second.look());
      assertEquals(0, first.look());
    }
    try (ExpiryBed restarted = bed("a")) {
      assertEquals(0, restarted.look());
      clock.advance(DAY);
      assertEquals(2, restarted.look());
    }
  }

  @Test
  void look_whileTheTrailIsAway_isMadeUpForOnTheSameDay() throws Exception {
    register("one", ca(days(10)));
    try (ExpiryBed bed = bed("a")) {
      bed.trail.close();
      assertEquals(0, bed.look());
      assertEquals(1.0, bed.meters.get("grapnel.notifications.failures").counter().count());
    }
    try (ExpiryBed other = bed("b")) {
      assertEquals(1, other.look(), "it was given back");
      assertEquals(0, other.look());
    }
  }

  @Test
  void look_workloadsCertificates_thatWereSeenWithinADay() throws Exception {
    TrustAnchor anchor = register("ca", ca(days(1000)));
    TrustAnchor silent = register("silent", ca(days(1000)));
    put(silent, Event.END_ENTITY_CERTIFICATE_EXPIRY, false, 45);
    record(seen(anchor, "CN=soon", START.minusSeconds(60), days(10)));
    record(seen(anchor, "CN=idle", START.minus(DAY).minusSeconds(1), days(10)));
    record(seen(anchor, "CN=later", START.minusSeconds(60), days(60)));
    record(seen(anchor, "CN=past", START.minusSeconds(60), START.minusSeconds(1)));
    record(seen(silent, "CN=silent", START.minusSeconds(60), days(10)));
    try (ExpiryBed bed = bed("a")) {
      assertEquals(1, bed.look());
      JsonNode notice = bed.notices().getFirst();
      assertEquals("EndEntityCertificateExpiry", notice.at("/eventName").asString());
      assertEquals("CN=soon", notice.at("/additionalEventData/subject").asString());
      assertEquals("10", notice.at("/additionalEventData/daysToExpiry").asString());
      String subject = "subject/" + SubjectIds.of(ACCOUNT, "CN=soon");
      assertTrue(notice.at("/resources/0/ARN").asString().endsWith(subject));
      assertEquals(anchor.arn().toString(), notice.at("/resources/1/ARN").asString());
      clock.advance(DAY);
      assertEquals(0, bed.look(), "it was not used since");
      record(seen(anchor, "CN=soon", clock.instant(), days(10)));
      record(seen(anchor, "CN=later", clock.instant(), days(46)));
      clock.advance(Duration.ofHours(13));
      assertEquals(2, bed.look());
    }
  }

  @Test
  void look_ofADisabledAccount_announcesNothing() throws Exception {
    TrustAnchor anchor = register("ca", ca(days(10)));
    passed(control().accounts().disable(ACCOUNT));
    try (ExpiryBed bed = bed("a")) {
      assertEquals(0, bed.look());
      assertNull(find(bed, anchor));
    }
  }

  @Test
  void look_gauges_followTheAnchors() throws Exception {
    TrustAnchor anchor = register("ca", ca(days(10)));
    TrustAnchor unused = register("unused", ca(days(1)));
    passed(control().trustAnchors().disable(ACCOUNT, unused.trustAnchorId()));
    try (ExpiryBed bed = bed("a")) {
      bed.notifications.look();
      assertEquals(10.0, gauge(bed, anchor), 0.01);
      assertNull(find(bed, unused), "nobody is let in by it");
      clock.advance(Duration.ofDays(12));
      assertEquals(-2.0, gauge(bed, anchor), 0.01);
      passed(control().trustAnchors().delete(ACCOUNT, anchor.trustAnchorId()));
      bed.notifications.look();
      assertNull(find(bed, anchor));
    }
  }

  private ExpiryBed bed(String replica) throws Exception {
    return new ExpiryBed(persistence, folder.resolve("audit-" + replica), clock, Optional.empty());
  }

  private static double gauge(ExpiryBed bed, TrustAnchor anchor) {
    return Objects.requireNonNull(find(bed, anchor)).value();
  }

  private static @Nullable Gauge find(ExpiryBed bed, TrustAnchor anchor) {
    return bed.meters
        .find("grapnel.trust.anchor.days.to.expiry")
        .tag("trust_anchor", anchor.arn().toString())
        .gauge();
  }

  private void put(TrustAnchor anchor, Event event, boolean enabled, int days) {
    passed(
        control()
            .trustAnchors()
            .putNotificationSettings(
                ACCOUNT,
                anchor.trustAnchorId(),
                List.of(new NotificationChange(event, enabled, Optional.of(days)))));
  }

  private TrustAnchor register(String name, TestIdentity certificate) {
    return register(name, certificate.pem());
  }

  private TrustAnchor register(String name, String bundle) {
    return passed(
        control()
            .trustAnchors()
            .create(
                ACCOUNT,
                new TrustAnchorDraft(
                    name,
                    SourceType.CERTIFICATE_BUNDLE,
                    bundle,
                    true,
                    false,
                    List.of(),
                    Optional.empty(),
                    Map.of())));
  }

  private void record(Sighting sighting) throws Exception {
    persistence.store().subjects().record(List.of(sighting));
  }

  private static Sighting seen(TrustAnchor anchor, String subject, Instant at, Instant notAfter) {
    return new Sighting(
        ACCOUNT,
        at,
        subject,
        "17",
        "CN=issuer of " + subject,
        new byte[] {1},
        notAfter,
        false,
        Map.of(),
        Optional.of(anchor.trustAnchorId()));
  }

  private static Instant days(int days) {
    return START.plus(Duration.ofDays(days)).plusSeconds(60);
  }

  private static TestIdentity ca(Instant notAfter) {
    return CertificateOrder.selfSigned("CA", KeyKind.P256)
        .ca(true)
        .validity(Instant.parse("2020-01-01T00:00:00Z"), notAfter)
        .issue();
  }
}
