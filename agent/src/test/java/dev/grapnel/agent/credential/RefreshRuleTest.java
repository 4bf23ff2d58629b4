package dev.grapnel.agent.credential;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefreshRuleTest {
  private static final Instant ISSUED = Instant.parse("2026-11-24T10:00:00Z");

  @ParameterizedTest
  @CsvSource({"3600,2640", "43200,42240", "1800,840", "1440,480", "1200,800", "900,600", "60,40"})
  void refresh_leavesSixteenMinutesOrAThird(int lifetimeSeconds, int refreshSeconds) {
    assertEquals(
        ISSUED.plusSeconds(refreshSeconds),
        RefreshRule.refreshAt(ISSUED, ISSUED.plus(Duration.ofSeconds(lifetimeSeconds))));
  }
}
