package dev.grapnel.agent.credential;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** Whatever is in an entry, it is read as it was written or not at all. */
class CacheEntryFuzzTest {
  @FuzzTest
  void entry(byte[] content) {
    String text = new String(content, StandardCharsets.UTF_8);
    CacheEntry.parse(text)
        .ifPresent(
            entry -> {
              entry.expiration();
              assertEquals(entry, CacheEntry.parse(entry.text()).orElseThrow());
            });
    RefreshFailure.parse(text);
  }
}
