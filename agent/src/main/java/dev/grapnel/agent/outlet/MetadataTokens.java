package dev.grapnel.agent.outlet;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The session tokens of the metadata service, each for as long as its client asked. At most {@link
 * #MAX_TOKENS} are kept; beyond that the least used go, whose clients then ask for another.
 * Thread-safe.
 */
final class MetadataTokens {
  static final int MAX_TTL_SECONDS = 21_600;
  static final int MAX_TOKENS = 4_096;

  private static final int TOKEN_BYTES = 42;

  /** When a token ends, in elapsed nanoseconds. */
  private record Life(long endNanos) {}

  private final SecureRandom random;
  private final LongSupplier nanoTime;
  private final Cache<String, Life> tokens;

  MetadataTokens(SecureRandom random, LongSupplier nanoTime) {
    this.random = random;
    this.nanoTime = nanoTime;
    this.tokens =
        Caffeine.newBuilder()
            .maximumSize(MAX_TOKENS)
            .ticker(nanoTime::getAsLong)
            .executor(Runnable::run)
            .expireAfter(
                Expiry.<String, Life>creating(
                    (token, life) -> Duration.ofNanos(life.endNanos() - nanoTime.getAsLong())))
            .build();
  }

  String issue(int ttlSeconds) {
    byte[] bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    String token = Base64.getUrlEncoder().encodeToString(bytes);
    tokens.put(token, new Life(nanoTime.getAsLong() + TimeUnit.SECONDS.toNanos(ttlSeconds)));
    return token;
  }

  /** How long the token is still good, in seconds rounded up; 0 for one that is not. */
  long secondsLeft(String token) {
    Life life = tokens.getIfPresent(token);
    if (life == null) {
      return 0;
    }
    long nanos = life.endNanos() - nanoTime.getAsLong();
    return nanos <= 0 ? 0 : (nanos + 999_999_999L) / 1_000_000_000L;
  }

  long count() {
    tokens.cleanUp();
    return tokens.estimatedSize();
  }
}
