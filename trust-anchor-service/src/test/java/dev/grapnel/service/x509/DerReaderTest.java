package dev.grapnel.service.x509;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DerReaderTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "30", // no length
        "3080020101", // indefinite
        "308103020101", // long form of a short length
        "30820003020101", // leading zero in the length
        "3004020101", // longer than what there is
        "3085010000000002", // five bytes of length
        "1f8101", // high tag number
        "04820100", // cut short
      })
  void element_notDer_isRefused(String hex) {
    assertThrows(MalformedX509Exception.class, () -> reader(hex).element());
  }

  @Test
  void element_longestShortAndShortestLongForm_areRead() throws MalformedX509Exception {
    byte[] shortForm = new byte[2 + 127];
    shortForm[0] = 4;
    shortForm[1] = 127;
    assertArrayEquals(shortForm, DerReader.of(shortForm).element());
    byte[] longForm = new byte[3 + 128];
    longForm[0] = 4;
    longForm[1] = (byte) 0x81;
    longForm[2] = (byte) 128;
    assertArrayEquals(longForm, DerReader.of(longForm).element());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0200", "02020001", "0202ff80", "02027f"})
  void integer_emptyOrPaddedOrCut_isRefused(String hex) {
    assertThrows(MalformedX509Exception.class, () -> reader(hex).integer());
  }

  @ParameterizedTest
  @CsvSource({"020100,0", "02017f,127", "02020080,128", "0201ff,-1", "0202ff7f,-129"})
  void integer_shortest_isRead(String hex, long expected) throws MalformedX509Exception {
    assertEquals(expected, reader(hex).integer().longValueExact());
  }

  @Test
  void count_negativeOrTooLarge_isRefused() throws MalformedX509Exception {
    assertEquals(Integer.MAX_VALUE, reader("02047fffffff").count(DerTag.INTEGER));
    assertThrows(
        MalformedX509Exception.class, () -> reader("02050080000000").count(DerTag.INTEGER));
    assertThrows(MalformedX509Exception.class, () -> reader("0201ff").count(DerTag.INTEGER));
  }

  @Test
  void bool_otherThanZeroAndFf_isRefused() throws MalformedX509Exception {
    assertTrue(reader("0101ff").bool());
    assertFalse(reader("010100").bool());
    assertThrows(MalformedX509Exception.class, () -> reader("010101").bool());
    assertThrows(MalformedX509Exception.class, () -> reader("0102ffff").bool());
  }

  @ParameterizedTest
  @CsvSource({
    "06032a0304,1.2.3.4",
    "0603551d13,2.5.29.19",
    "0603883703,2.999.3",
    "06092a864886f70d01010b,1.2.840.113549.1.1.11",
    "060a6982ffffffffffffff7f,2.25.216172782113783807",
  })
  void oid_isDotted(String hex, String dotted) throws MalformedX509Exception {
    assertEquals(dotted, reader(hex).oid());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0600", "060180", "06022a80", "06032a8001"})
  void oid_notShortest_isRefused(String hex) {
    assertThrows(MalformedX509Exception.class, () -> reader(hex).oid());
  }

  @ParameterizedTest
  @CsvSource({
    "170d3439313233313233353935395a,2049-12-31T23:59:59Z",
    "170d3530303130313030303030305a,1950-01-01T00:00:00Z",
    "180f32303530303130313030303030305a,2050-01-01T00:00:00Z",
  })
  void time_isRead(String hex, Instant expected) throws MalformedX509Exception {
    assertEquals(expected, reader(hex).time());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "170b343931323331323335395a", // no seconds
        "170d3439313330313030303030305a", // month 13
        "170d3439303233303030303030305a", // 30 February
        "181132303530303130313030303030302e355a", // fraction
        "18133230353030313031303030303030 2b30303030", // offset
        "0c03323032", // not a time
      })
  void time_ofAnotherForm_isRefused(String hex) {
    assertThrows(MalformedX509Exception.class, () -> reader(hex.replace(" ", "")).time());
  }

  @Test
  void oid_upToItsLengths() throws MalformedX509Exception {
    String arc = "ff".repeat(Oids.MAX_ARC_BYTES - 1) + "7f";
    assertEquals(
        "1.2." + BigInteger.ONE.shiftLeft(7 * Oids.MAX_ARC_BYTES).subtract(BigInteger.ONE),
        oid("2a" + arc));
    assertThrows(MalformedX509Exception.class, () -> oid("2aff" + arc));
    String longest = "2a" + "01".repeat(Oids.MAX_BYTES - 1);
    assertEquals("1.2" + ".1".repeat(Oids.MAX_BYTES - 1), oid(longest));
    assertThrows(MalformedX509Exception.class, () -> oid(longest + "01"));
  }

  private static String oid(String content) throws MalformedX509Exception {
    int length = content.length() / 2;
    String header = length < 0x80 ? "06%02x" : "0681%02x";
    return DerReader.of(HexFormat.of().parseHex(header.formatted(length) + content)).oid();
  }

  @Test
  void namedBits_areNumberedFromTheFirst() throws MalformedX509Exception {
    assertEquals(1, reader("03020780").namedBits(DerTag.BIT_STRING));
    assertEquals(1 << 5 | 1 << 6, reader("03020106").namedBits(DerTag.BIT_STRING));
    assertEquals(1 << 8, reader("0303070080").namedBits(DerTag.BIT_STRING));
    assertThrows(
        MalformedX509Exception.class, () -> reader("03020781").namedBits(DerTag.BIT_STRING));
    assertThrows(MalformedX509Exception.class, () -> reader("0300").namedBits(DerTag.BIT_STRING));
  }

  @Test
  void requireEnd_somethingLeft_isRefused() throws MalformedX509Exception {
    DerReader two = reader("020101020102");
    two.skip();
    assertThrows(MalformedX509Exception.class, two::requireEnd);
    two.skip();
    two.requireEnd();
  }

  private static DerReader reader(String hex) {
    return DerReader.of(HexFormat.of().parseHex(hex));
  }
}
