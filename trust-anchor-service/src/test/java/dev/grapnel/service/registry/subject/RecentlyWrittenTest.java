package dev.grapnel.service.registry.subject;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecentlyWrittenTest {
  private final RecentlyWritten recent = new RecentlyWritten(3);

  @Test
  void saysTheSame_untilSoManyTicksHavePassed() {
    recent.written(sighting("1", false, Map.of()));
    recent.tick();
    recent.tick();
    assertTrue(recent.saysTheSame(sighting("1", false, Map.of())));
    recent.written(sighting("2", false, Map.of()));
    recent.tick();
    assertFalse(recent.saysTheSame(sighting("1", false, Map.of())));
    assertTrue(recent.saysTheSame(sighting("2", false, Map.of())));
  }

  @Test
  void saysTheSame_onlyOfTheSame() {
    recent.written(sighting("1", false, Map.of("host", "a")));
    assertFalse(recent.saysTheSame(sighting("2", false, Map.of("host", "a"))));
    assertFalse(recent.saysTheSame(sighting("1", true, Map.of("host", "a"))));
    assertFalse(recent.saysTheSame(sighting("1", false, Map.of("host", "b"))));
    assertTrue(recent.saysTheSame(sighting("1", false, Map.of("host", "a"))));
  }

  @Test
  void written_again_lastsAsLongAgain() {
    recent.written(sighting("1", false, Map.of()));
    recent.tick();
    recent.tick();
    recent.written(sighting("1", false, Map.of()));
    recent.tick();
    recent.tick();
    assertTrue(recent.saysTheSame(sighting("1", false, Map.of())));
    recent.tick();
    assertFalse(recent.saysTheSame(sighting("1", false, Map.of())));
  }

  private static Sighting sighting(String serial, boolean failed, Map<String, String> properties) {
    Instant now = Instant.EPOCH;
    return new Sighting(
        "123456789012", now, "CN=a", serial, "CN=ca", new byte[0], now, failed, properties);
  }
}
