package dev.grapnel.protocol.signing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CanonicalRequestTest {
  @Test
  void of_repeatedHeader_joinsTheValuesFolded() throws Exception {
    String text =
        canonical(Headers.of("A", "  x \t y  ", "b", "", "a", "z"), List.of("a", "b")).text();
    assertTrue(text.contains("\na:x y,z\nb:\n\na;b\n"), text);
  }

  @Test
  void of_headerAbsent_refuses() {
    MalformedRequestException thrown =
        assertThrows(
            MalformedRequestException.class,
            () -> canonical(Headers.of("a", "1"), List.of("a", "b")));
    assertTrue(thrown.getMessage().contains("header b"), thrown.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"x\ny", "x\ry", "x\0y", "x\u0100y", "x\u007fy"})
  void of_valueWithALineEndOrNoByte_refuses(String value) {
    assertThrows(
        MalformedRequestException.class, () -> canonical(Headers.of("a", value), List.of("a")));
  }

  @Test
  void of_valueAboveAscii_isTakenAsABytePerCharacter() throws Exception {
    CanonicalRequest request = canonical(Headers.of("a", "\u00e4"), List.of("a"));
    byte[] bytes = request.text().getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    assertEquals(Sha256.hex(bytes), request.sha256Hex());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "post", "PO ST", "POST\n", "P\u00d6ST", "AAAAAAAAAAAAAAAAA"})
  void signableRequest_methodMalformed_refuses(String method) {
    assertThrows(
        MalformedRequestException.class,
        () -> SignableRequest.of(method, "/", QueryString.EMPTY, Headers.NONE, new byte[0]));
  }

  private static CanonicalRequest canonical(Headers headers, List<String> names)
      throws MalformedRequestException {
    return CanonicalRequest.of(
        SignableRequest.createSession(QueryString.EMPTY, headers, new byte[0]), names);
  }
}
