package dev.grapnel.service.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.grapnel.protocol.arn.Arn;
import dev.grapnel.service.refusal.Denial;
import dev.grapnel.service.refusal.Verdict;
import dev.grapnel.testing.SettableClock;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Session tokens: sealed, opened, and everything that may not open. */
class SessionTokenTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final Duration LIFE = Duration.ofHours(1);

  private final SettableClock clock = new SettableClock(NOW);
  private final TestRing ring = TestRing.sealingFrom(NOW.minusSeconds(60));
  private final SessionSealer sealer = new SessionSealer(ring, clock, new SecureRandom());
  private final SessionOpener opener = new SessionOpener(ring, clock);

  @Test
  void open_whatWasSealed_givesTheClaimsAndTheSecret() throws Exception {
    SessionClaims claims = claims();
    SealedSession sealed = seal(claims);
    OpenedSession.Live live = assertInstanceOf(OpenedSession.Live.class, open(sealed));
    assertEquals(claims, live.claims());
    assertEquals(sealed.secretAccessKey(), live.secretAccessKey());
  }

  @Test
  void seal_theParts_lookAsSdksExpect() throws Exception {
    SealedSession sealed = seal(claims());
    assertTrue(sealed.accessKeyId().matches("ASIA[A-Z2-7]{16}"), sealed.accessKeyId());
    assertTrue(sealed.secretAccessKey().revealText().matches("[A-Za-z0-9+/]{40}"));
    assertTrue(sealed.sessionToken().revealText().matches("[A-Za-z0-9_-]+"));
    assertTrue(sealed.sessionToken().length() < 700, "length " + sealed.sessionToken().length());
  }

  @Test
  void seal_again_sharesNothing() throws Exception {
    SealedSession first = seal(claims());
    SealedSession second = seal(claims());
    assertNotEquals(first.accessKeyId(), second.accessKeyId());
    assertNotEquals(first.secretAccessKey(), second.secretAccessKey());
    assertNotEquals(first.sessionToken(), second.sessionToken());
  }

  @Test
  void open_partsOfTwoSessions_isUnknown() throws Exception {
    SealedSession first = seal(claims());
    SealedSession second = seal(claims());
    assertUnknown(opener.open(first.accessKeyId(), second.sessionToken().revealText()));
    assertUnknown(opener.open(second.accessKeyId(), first.sessionToken().revealText()));
  }

  @Test
  void open_everyCharacterChanged_isUnknown() throws Exception {
    SealedSession sealed = seal(claims());
    String token = sealed.sessionToken().revealText();
    for (int i = 0; i < token.length(); i++) {
      for (char other : new char[] {'A', 'B', '-', '=', '\u00e9'}) {
        if (other != token.charAt(i)) {
          String changed = token.substring(0, i) + other + token.substring(i + 1);
          assertUnknown(opener.open(sealed.accessKeyId(), changed));
        }
      }
    }
  }

  @Test
  void open_everyBitOfTheBytesFlipped_isUnknown() throws Exception {
    SealedSession sealed = seal(claims());
    byte[] bytes = Base64.getUrlDecoder().decode(sealed.sessionToken().revealText());
    for (int bit = 0; bit < 8 * bytes.length; bit++) {
      bytes[bit / 8] ^= (byte) (1 << (bit % 8));
      String changed = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
      assertUnknown(opener.open(sealed.accessKeyId(), changed));
      bytes[bit / 8] ^= (byte) (1 << (bit % 8));
    }
  }

  @Test
  void open_cutOrLengthened_isUnknown() throws Exception {
    SealedSession sealed = seal(claims());
    String token = sealed.sessionToken().revealText();
    for (int length = 0; length < token.length(); length++) {
      assertUnknown(opener.open(sealed.accessKeyId(), token.substring(0, length)));
    }
    for (String more : List.of("A", "=", "==", " ", "\n", "AAAA", "A".repeat(1 << 20))) {
      assertUnknown(opener.open(sealed.accessKeyId(), token + more));
    }
  }

  @Test
  void open_anotherAccessKeyId_isUnknown() throws Exception {
    SealedSession sealed = seal(claims());
    String token = sealed.sessionToken().revealText();
    String id = sealed.accessKeyId();
    for (int i = 4; i < id.length(); i++) {
      char other = id.charAt(i) == 'Q' ? 'R' : 'Q';
      assertUnknown(opener.open(id.substring(0, i) + other + id.substring(i + 1), token));
    }
    for (String wrong :
        List.of("", "ASIA", id + "A", id.toLowerCase(Locale.ROOT), "AKIA" + id.substring(4))) {
      assertUnknown(opener.open(wrong, token));
    }
  }

  @Test
  void open_afterTheEnd_isExpired() throws Exception {
    SealedSession sealed = seal(claims());
    clock.set(NOW.plus(LIFE).minusNanos(1));
    assertInstanceOf(OpenedSession.Live.class, open(sealed));
    clock.set(NOW.plus(LIFE));
    assertEquals(new OpenedSession.Expired(NOW.plus(LIFE)), open(sealed));
  }

  @Test
  void open_underAnotherRing_isUnknown() throws Exception {
    SealedSession sealed = seal(claims());
    SessionOpener stranger = new SessionOpener(TestRing.sealingFrom(NOW), clock);
    assertUnknown(stranger.open(sealed.accessKeyId(), sealed.sessionToken().revealText()));
  }

  @Test
  void open_aPageToken_isUnknown() throws Exception {
    SealedSession sealed = seal(claims());
    PageTokens pages = new PageTokens(ring, clock, new SecureRandom());
    assertUnknown(opener.open(sealed.accessKeyId(), pages.seal("l", "111122223333", "p")));
  }

  @Test
  void rotation_theOldKeyOpensUntilTheLongestSessionHasEnded() throws Exception {
    SessionClaims longest = claims(NOW.plus(Duration.ofHours(12)));
    SealedSession before = seal(longest);
    ring.add(NOW.plusSeconds(300), false);
    SealedSession announced = seal(longest);
    assertEquals(keyOf(before), keyOf(announced), "a key does not seal before its time");
    clock.advance(Duration.ofMinutes(5));
    SealedSession after = seal(claims(NOW.plus(Duration.ofHours(12))));
    assertNotEquals(keyOf(before), keyOf(after));
    clock.set(NOW.plus(Duration.ofHours(12)).minusSeconds(1));
    assertInstanceOf(OpenedSession.Live.class, open(before));
    assertInstanceOf(OpenedSession.Live.class, open(after));
  }

  @Test
  void rotation_aRetiredKey_opensNothingThatHasNotEnded() throws Exception {
    SealedSession forged = seal(claims(NOW.plus(Duration.ofDays(365))));
    ring.add(NOW, false);
    clock.set(NOW.plus(KeyRing.OVERLAP));
    assertInstanceOf(OpenedSession.Live.class, open(forged));
    clock.set(NOW.plus(KeyRing.OVERLAP).plusSeconds(1));
    assertUnknown(open(forged));
  }

  @Test
  void revocation_endsWhatTheKeySealed() throws Exception {
    TestRing other = new TestRing();
    RingKey revoked = other.add(NOW, true);
    RingKey fresh = other.add(NOW, false);
    SealedSession sealed =
        passed(new SessionSealer(other, clock, new SecureRandom()).seal(claims()));
    assertEquals(fresh.id().value(), keyOf(sealed));
    String id = "ASIA" + "A".repeat(16);
    String token =
        Envelope.sealText(
            revoked.id().value(),
            revoked.tokensKey(),
            id,
            ClaimsCodec.encode(claims()),
            new SecureRandom());
    assertUnknown(new SessionOpener(other, clock).open(id, token));
  }

  @Test
  void seal_claimsUpToTheLimit_openAndNotBeyond() throws Exception {
    int room = SessionTokens.MAX_CLAIMS_LENGTH - ClaimsCodec.encode(claims("x")).length - 1;
    SealedSession longest = seal(claims("x".repeat(room)));
    assertTrue(longest.sessionToken().length() <= SessionTokens.MAX_LENGTH);
    assertEquals(16_055, SessionTokens.MAX_LENGTH);
    assertInstanceOf(OpenedSession.Live.class, open(longest));
    assertInstanceOf(
        Denial.Malformed.class,
        assertInstanceOf(Verdict.Refused.class, sealer.seal(claims("x".repeat(room + 2))))
            .denial());
  }

  @Test
  void toString_ofWhatWasSealedAndOpened_hasNoSecret() throws Exception {
    SealedSession sealed = seal(claims());
    String printed = sealed + " " + open(sealed) + " " + ring.current().keys();
    assertFalse(printed.contains(sealed.secretAccessKey().revealText()));
    assertFalse(printed.contains(sealed.sessionToken().revealText()));
  }

  private static long keyOf(SealedSession sealed) {
    return Envelope.parseText(sealed.sessionToken().revealText(), SessionTokens.MAX_LENGTH)
        .orElseThrow()
        .keyId();
  }

  private SealedSession seal(SessionClaims claims) {
    return passed(sealer.seal(claims));
  }

  private OpenedSession open(SealedSession sealed) {
    return opener.open(sealed.accessKeyId(), sealed.sessionToken().revealText());
  }

  private static SealedSession passed(Verdict<SealedSession> verdict) {
    return switch (verdict) {
      case Verdict.Passed<SealedSession> passed -> passed.value();
      case Verdict.Refused<SealedSession> refused ->
          throw new AssertionError("refused: " + refused.denial());
    };
  }

  private static void assertUnknown(OpenedSession opened) {
    assertInstanceOf(OpenedSession.Unknown.class, opened);
  }

  private static SessionClaims claims() throws Exception {
    return claims(NOW.plus(LIFE));
  }

  private static SessionClaims claims(String sessionPolicy) throws Exception {
    return claims(NOW.plus(LIFE), List.of(sessionPolicy));
  }

  private static SessionClaims claims(Instant expiresAt) throws Exception {
    return claims(expiresAt, List.of());
  }

  private static SessionClaims claims(Instant expiresAt, List<String> sessionPolicies)
      throws Exception {
    Map<String, String> tags = new HashMap<>();
    tags.put("x509Subject/CN", "demo \u00e9 \ud83d\ude00");
    tags.put("x509Issuer/CN", "Test Root");
    return new SessionClaims(
        "111122223333",
        Arn.parse("arn:aws:iam::111122223333:role/team/demo"),
        "AROAABCDEFGHIJKLMNOPQ",
        "0a1b2c",
        "demo",
        NOW,
        expiresAt,
        tags,
        sessionPolicies,
        List.of("arn:aws:rolesanywhere:us-east-1:111122223333:trust-anchor/a"));
  }
}
