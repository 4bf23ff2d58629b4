package dev.grapnel.protocol.secret;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class SecretValueTest {
  @Test
  void toString_any_isRedacted() {
    assertEquals("<redacted>", SecretValue.ofText("sesame").toString());
  }

  @Test
  void equals_sameBytes_isTrue() {
    assertEquals(
        SecretValue.ofText("sesame"), SecretValue.of(new byte[] {115, 101, 115, 97, 109, 101}));
    assertNotEquals(SecretValue.ofText("sesame"), SecretValue.ofText("sesamf"));
    assertNotEquals(SecretValue.ofText("sesame"), SecretValue.ofText("sesam"));
    assertNotEquals(SecretValue.ofText("sesame"), (Object) "sesame");
  }

  @Test
  void reveal_changed_leavesTheValue() {
    byte[] given = {1, 2};
    SecretValue value = SecretValue.of(given);
    given[0] = 9;
    value.reveal()[1] = 9;
    assertArrayEquals(new byte[] {1, 2}, value.reveal());
  }

  @Test
  void constantTime_texts_compares() {
    assertTrue(ConstantTime.equals("a\u00e4", "a\u00e4"));
    assertFalse(ConstantTime.equals("a", "b"));
    assertFalse(ConstantTime.equals("a", "ab"));
  }
}
