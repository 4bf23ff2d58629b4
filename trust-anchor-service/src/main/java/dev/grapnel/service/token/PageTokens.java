package dev.grapnel.service.token;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Places in listings as opaque texts, good for one listing of one account alone. Thread-safe. A
 * token holds as long as a session might; a listing is not left open for longer.
 */
public final class PageTokens {
  /** The longest place, in bytes. */
  public static final int MAX_POSITION_LENGTH = 512;

  private static final int MAX_LENGTH = Envelope.textLength(MAX_POSITION_LENGTH);

  private final KeyRings rings;
  private final InstantSource clock;
  private final SecureRandom random;

  public PageTokens(KeyRings rings, InstantSource clock, SecureRandom random) {
    this.rings = rings;
    this.clock = clock;
    this.random = random;
  }

  /**
   * The place as text.
   *
   * @param listing which listing, filters included
   */
  public String seal(String listing, String accountId, String position) {
    byte[] content = position.getBytes(StandardCharsets.UTF_8);
    if (content.length > MAX_POSITION_LENGTH) {
      throw new IllegalArgumentException("a place of " + content.length + " bytes");
    }
    RingKey key = rings.current().sealing(clock.instant());
    return Envelope.sealText(
        key.id().value(), key.pageTokensKey(), context(listing, accountId), content, random);
  }

  /** The place; empty if the text was not made for that listing of that account. */
  public Optional<String> open(String listing, String accountId, String token) {
    return Envelope.parseText(token, MAX_LENGTH).flatMap(e -> open(e, context(listing, accountId)));
  }

  private Optional<String> open(Envelope envelope, String context) {
    return rings
        .find(new RingKeyId(envelope.keyId()))
        .filter(key -> rings.current().opens(key, clock.instant()))
        .flatMap(key -> envelope.open(key.pageTokensKey(), context))
        .map(content -> new String(content, StandardCharsets.UTF_8));
  }

  private static String context(String listing, String accountId) {
    return accountId + ' ' + listing;
  }
}
