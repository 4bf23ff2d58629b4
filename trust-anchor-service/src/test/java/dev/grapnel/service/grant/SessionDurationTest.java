package dev.grapnel.service.grant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.grapnel.service.refusal.Denial;
import dev.grapnel.service.refusal.Verdict;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SessionDurationTest {
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00.750Z");
  private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration HALF = Duration.ofMinutes(30);
  private static final Instant FAR = NOW.plus(Duration.ofDays(30));

  @Test
  void end_requestIsLeast_lastsAsAsked() {
    assertEquals(Verdict.pass(START.plus(HALF)), SessionDuration.end(NOW, HALF, HOUR, FAR, HOUR));
  }

  @Test
  void end_profileIsLeast_lastsAsProfileAllows() {
    assertEquals(Verdict.pass(START.plus(HALF)), SessionDuration.end(NOW, HOUR, HALF, FAR, HOUR));
  }

  @Test
  void end_certificateIsLeast_lastsAsCertificateEvenUnder900Seconds() {
    Instant notAfter = START.plusSeconds(61);
    assertEquals(Verdict.pass(notAfter), SessionDuration.end(NOW, HOUR, HOUR, notAfter, HOUR));
  }

  @Test
  void end_certificateEndsWithinTheSecond_isRefused() {
    assertInstanceOf(
        Denial.NotAllowed.class, denial(SessionDuration.end(NOW, HOUR, HOUR, START, HOUR)));
  }

  @Test
  void end_aboveRoleMaximum_isRefusedNotClipped() {
    Verdict<Instant> verdict =
        SessionDuration.end(NOW, HOUR.plusSeconds(1), Duration.ofHours(2), FAR, HOUR);
    assertInstanceOf(Denial.Malformed.class, denial(verdict));
  }

  @Test
  void end_profileClipsToRoleMaximum_isGranted() {
    Verdict<Instant> verdict = SessionDuration.end(NOW, HOUR.multipliedBy(3), HOUR, FAR, HOUR);
    assertEquals(Verdict.pass(START.plus(HOUR)), verdict);
  }

  private static Denial denial(Verdict<Instant> verdict) {
    return assertInstanceOf(Verdict.Refused.class, verdict).denial();
  }
}
