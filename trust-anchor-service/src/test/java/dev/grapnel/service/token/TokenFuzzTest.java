package dev.grapnel.service.token;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.grapnel.protocol.secret.SecretValue;
import dev.grapnel.testing.SettableClock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Tokens of strangers: none opens, none throws; claims that are read have one form. */
final class TokenFuzzTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final RingKeyId KEY_ID = new RingKeyId(0x0102030405060708L);

  private final KeyRings ring = new OneKey();

  @FuzzTest
  void claims(byte[] bytes) {
    ClaimsCodec.decode(bytes)
        .ifPresent(claims -> assertArrayEquals(bytes, ClaimsCodec.encode(claims)));
  }

  @FuzzTest
  void sessionToken(FuzzedDataProvider data) {
    SessionOpener opener = new SessionOpener(ring, new SettableClock(NOW));
    String accessKeyId = data.consumeString(24);
    String token = data.consumeRemainingAsString();
    assertInstanceOf(OpenedSession.Unknown.class, opener.open(accessKeyId, token));
    assertInstanceOf(OpenedSession.Unknown.class, opener.open("ASIAAAAAAAAAAAAAAAAA", token));
  }

  @FuzzTest
  void envelope(byte[] bytes) {
    Envelope.parse(bytes)
        .ifPresent(envelope -> assertTrue(envelope.open(new byte[32], "context").isEmpty()));
  }

  @FuzzTest
  void masterKey(FuzzedDataProvider data) {
    MasterKey.parse(data.consumeRemainingAsString())
        .ifPresent(key -> assertTrue(key.bytes().length == KeyRing.KEY_LENGTH));
  }

  /** A ring whose only key has an id that a fuzzer can find. */
  private static final class OneKey implements KeyRings {
    private final RingKey key =
        new RingKey(KEY_ID, NOW, false, SecretValue.of(new byte[KeyRing.KEY_LENGTH]));

    @Override
    public KeyRing current() {
      return new KeyRing(List.of(key));
    }

    @Override
    public Optional<RingKey> find(RingKeyId id) {
      return current().find(id);
    }
  }
}
