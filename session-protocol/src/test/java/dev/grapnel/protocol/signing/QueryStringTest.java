package dev.grapnel.protocol.signing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class QueryStringTest {
  @ParameterizedTest
  @CsvSource({
    "a=1&b=2,a=1&b=2",
    "b=2&a=1,a=1&b=2",
    "a=2&a=1,a=1&a=2",
    "a-b=1&a=1,a=1&a-b=1",
    "a=%7e,a=~",
    "a=%41,a=A",
    "a=x+y,a=x%20y",
    "a=x%20y,a=x%20y",
    "a=%2b,a=%2B",
    "a=b=c,a=b%3Dc",
    "a,a=",
    "a=1&&b=2&,a=1&b=2",
    "=1,=1",
    "a=/:?@!$'()*;,a=%2F%3A%3F%40%21%24%27%28%29%2A%3B",
    "a=%C3%A4,a=%C3%A4",
    "B=1&a=1,B=1&a=1",
  })
  void canonical_query_isEncodedAndSorted(String raw, String canonical) throws Exception {
    assertEquals(canonical, QueryString.parse(raw).canonical());
    assertEquals(canonical, QueryString.parse(canonical).canonical());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a=%",
        "a=%4",
        "a=%zz",
        "a=%4g",
        "%=1",
        "a=%-1",
        "a=b c",
        "a=\u00e4",
        "a=\n",
        "a=%ff",
        "a=%C3",
        "a=%ED%A0%80",
        "a=%٤١"
      })
  void parse_malformed_refuses(String raw) {
    assertThrows(MalformedRequestException.class, () -> QueryString.parse(raw));
  }

  @Test
  void only_repeated_refuses() throws Exception {
    QueryString query = QueryString.parse("a=1&b=2&%61=3");
    assertThrows(MalformedRequestException.class, () -> query.only("a"));
    assertEquals(Optional.of("2"), query.only("b"));
    assertEquals(Optional.empty(), query.only("c"));
    assertEquals(List.of("1", "3"), query.all("a"));
  }

  @Test
  void without_name_removesEach() throws Exception {
    assertEquals("b=2", QueryString.parse("a=1&b=2&a=3").without("a").canonical());
  }

  @Test
  void parse_atAndOverTheLimits_acceptsAndRefuses() throws Exception {
    String many = "a&".repeat(QueryString.MAX_PARAMETERS);
    assertEquals(QueryString.MAX_PARAMETERS, QueryString.parse(many).parameters().size());
    assertThrows(MalformedRequestException.class, () -> QueryString.parse(many + "a"));
    String longest = "a".repeat(QueryString.MAX_LENGTH);
    assertEquals(longest + "=", QueryString.parse(longest).canonical());
    assertThrows(MalformedRequestException.class, () -> QueryString.parse(longest + "a"));
  }

  @Test
  void toString_any_hidesValues() {
    assertFalse(QueryString.of("X-Amz-Security-Token", "sesame").toString().contains("sesame"));
  }
}
