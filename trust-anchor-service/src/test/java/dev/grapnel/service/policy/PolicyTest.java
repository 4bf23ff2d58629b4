package dev.grapnel.service.policy;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is a policy of its kind, and where and why a document is none. */
class PolicyTest {
  @ParameterizedTest
  @CsvFileSource(
      resources = "malformed.tsv",
      delimiter = '\t',
      quoteCharacter = '\0',
      ignoreLeadingAndTrailingWhitespace = false,
      maxCharsPerColumn = 10_000)
  void parse_malformed_namesThePlaceAndTheRule(
      String kind, String pointer, String rule, String document) {
    PolicyKind policyKind = PolicyKind.labelled(kind).orElseThrow();
    MalformedPolicyException thrown =
        assertThrows(MalformedPolicyException.class, () -> parse(document, policyKind));
    assertAll(
        () -> assertTrue(thrown.rule().contains(rule), thrown::getMessage),
        () -> assertEquals(pointer.equals("-") ? "" : pointer, thrown.pointer()));
  }

  static Stream<String> unreadable() {
    return Stream.of(
        "", "[".repeat(40), "{\"Statement\":\"\u0100\"}", "\ufeff{}", "{\"a\":\"\u0000\"}");
  }

  @ParameterizedTest
  @MethodSource("unreadable")
  void parse_unreadable_isMalformed(String document) {
    assertThrows(MalformedPolicyException.class, () -> parse(document, PolicyKind.IDENTITY));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}",
        "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":[\"*\"],\"Resource\":[\"*\"]}]}",
        "{\"Id\":\"a"
            + " b\",\"Statement\":{\"Sid\":\"\",\"Effect\":\"Deny\",\"Action\":\"*:*\",\"Resource\":\"*\"}}",
        "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{}}}",
        "\t\r\n"
            + " {\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"arn:aws:s3:::\u00e4\"}}",
        "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"a-b.c:D?*\",\"Resource\":\"arn:aws:x:*:*:*\"}}"
      })
  void parse_wellFormed_isAPolicy(String document) {
    assertDoesNotThrow(() -> parse(document, PolicyKind.IDENTITY));
  }

  @ParameterizedTest
  @EnumSource(PolicyKind.class)
  void parse_atTheLimit_isAPolicyAndNotBeyondIt(PolicyKind kind) {
    PolicyLimits limits = PolicyLimits.largest(kind);
    String atLimit = padded(kind, limits.maxSize());
    assertDoesNotThrow(() -> Policy.parse(atLimit, kind, limits));
    assertDoesNotThrow(() -> Policy.parse(" \n\t\r".repeat(5_000) + atLimit, kind, limits));
    String beyond = padded(kind, limits.maxSize() + 1);
    MalformedPolicyException thrown =
        assertThrows(MalformedPolicyException.class, () -> Policy.parse(beyond, kind, limits));
    assertTrue(thrown.rule().contains("a policy of this kind may have"), thrown::getMessage);
  }

  @Test
  void parse_sessionPolicyAsStsTakesIt_countsWhitespace() {
    String atLimit = padded(PolicyKind.SESSION, PolicyLimits.SESSION_SIZE);
    assertDoesNotThrow(() -> Policy.parse(atLimit, PolicyKind.SESSION, PolicyLimits.session()));
    assertThrows(
        MalformedPolicyException.class,
        () -> Policy.parse(atLimit + " ", PolicyKind.SESSION, PolicyLimits.session()));
  }

  @Test
  void parse_trustPolicyBySetting_isCappedByTheLargest() {
    assertEquals(PolicyLimits.MAX_TRUST_SIZE, PolicyLimits.trust(1_000_000).maxSize());
    String large = padded(PolicyKind.TRUST, 4_000);
    assertDoesNotThrow(() -> Policy.parse(large, PolicyKind.TRUST, PolicyLimits.trust(4_096)));
    assertThrows(
        MalformedPolicyException.class,
        () -> Policy.parse(large, PolicyKind.TRUST, PolicyLimits.trust(PolicyLimits.TRUST_SIZE)));
  }

  @Test
  void parse_moreThanAnyDocument_isRefusedBeforeItIsRead() {
    String document = " ".repeat(PolicyLimits.MAX_DOCUMENT_LENGTH + 1);
    MalformedPolicyException thrown =
        assertThrows(MalformedPolicyException.class, () -> parse(document, PolicyKind.IDENTITY));
    assertTrue(thrown.rule().contains("are read"), thrown::getMessage);
  }

  @Test
  void likelyKind_byItsElements_isTheKind() throws MalformedPolicyException {
    assertEquals(PolicyKind.TRUST, Policy.likelyKind("{\"Statement\":{\"Principal\":1}}"));
    assertEquals(PolicyKind.TRUST, Policy.likelyKind("{\"Statement\":[{\"NotPrincipal\":1}]}"));
    assertEquals(
        PolicyKind.RESOURCE, Policy.likelyKind("{\"Statement\":{\"Principal\":1,\"Resource\":1}}"));
    assertEquals(PolicyKind.IDENTITY, Policy.likelyKind("{\"Statement\":{\"Resource\":1}}"));
  }

  @Test
  void get_sameDocument_isCompiledOnce() throws MalformedPolicyException {
    PolicyCache cache = new PolicyCache(100_000);
    String document = padded(PolicyKind.IDENTITY, 500);
    Policy first = cache.get(document, PolicyKind.IDENTITY, PolicyLimits.inline());
    assertSame(first, cache.get(document, PolicyKind.IDENTITY, PolicyLimits.inline()));
    assertEquals(
        PolicyKind.BOUNDARY,
        cache.get(document, PolicyKind.BOUNDARY, PolicyLimits.managed()).kind());
  }

  private static Policy parse(String document, PolicyKind kind) throws MalformedPolicyException {
    return Policy.parse(document, kind, PolicyLimits.largest(kind));
  }

  /** A policy of the kind with that many characters that are not white space. */
  private static String padded(PolicyKind kind, int size) {
    String document =
        "{\"Id\":\"\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"sts:*\""
            + (kind.namesPrincipals() ? ",\"Principal\":\"*\"" : "")
            + (kind.namesResources() ? ",\"Resource\":\"*\"" : "")
            + "}}";
    String padding = "x".repeat(size - document.length());
    return document.replace("\"Id\":\"", "\"Id\":\"" + padding);
  }
}
