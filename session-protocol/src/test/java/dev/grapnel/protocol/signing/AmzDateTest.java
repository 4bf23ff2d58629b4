package dev.grapnel.protocol.signing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AmzDateTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "19700101T000000Z",
        "20240229T235959Z",
        "20261124T105119Z",
        "20380119T031408Z",
        "99991231T235959Z"
      })
  void parse_time_printsTheSame(String text) throws Exception {
    AmzDate date = AmzDate.parse(text);
    assertEquals(text, date.toString());
    assertEquals(text.substring(0, 8), date.day());
    assertEquals(text, date.instant().toString().replace("-", "").replace(":", ""));
  }

  @Test
  void constructor_fractionOfASecond_isDropped() {
    assertEquals(
        "20261124T105119Z", new AmzDate(Instant.parse("2026-11-24T10:51:19.999Z")).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "20261124",
        "20261124T105119",
        "20261124T105119z",
        "20261124t105119Z",
        "2026-11-24T10:51:19Z",
        "20260229T000000Z",
        "20261301T000000Z",
        "20261100T000000Z",
        "20261124T240000Z",
        "20261124T006000Z",
        "20261124T000060Z",
        "19691231T235959Z",
        "00000101T000000Z",
        "+0261124T105119Z",
        "20261124T1051 9Z",
        "٢٠٢٦1124T105119Z"
      })
  void parse_malformed_refuses(String text) {
    assertThrows(MalformedRequestException.class, () -> AmzDate.parse(text));
  }

  @Test
  void isDay_calendar_decides() {
    assertTrue(AmzDate.isDay("20240229"));
    assertFalse(AmzDate.isDay("20230229"));
    assertFalse(AmzDate.isDay("2023022"));
  }
}
