package dev.grapnel.service.api;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.grapnel.protocol.signing.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gathers what the audit trail keeps of a call's input. Not thread-safe. */
public final class Facts {
  private final Map<String, String> facts = new LinkedHashMap<>();

  /** No facts yet. */
  public static Facts none() {
    return new Facts();
  }

  private Facts() {}

  @CanIgnoreReturnValue
  public Facts with(String name, String value) {
    facts.put(name, value);
    return this;
  }

  /** A fact that is left out where it was not given. */
  @CanIgnoreReturnValue
  public Facts with(String name, Optional<?> value) {
    value.ifPresent(given -> facts.put(name, given.toString()));
    return this;
  }

  @CanIgnoreReturnValue
  public Facts with(String name, List<String> values) {
    facts.put(name, String.join(" ", values));
    return this;
  }

  /** The tags' keys: their values are sensitive in the service's model. */
  @CanIgnoreReturnValue
  public Facts tagKeys(Map<String, String> tags) {
    if (!tags.isEmpty()) {
      facts.put("tags", String.join(" ", tags.keySet().stream().sorted().toList()));
    }
    return this;
  }

  /** A document that is too large to keep: its SHA-256. */
  @CanIgnoreReturnValue
  public Facts digest(String name, Optional<String> document) {
    document.ifPresent(text -> digest(name, text.getBytes(StandardCharsets.UTF_8)));
    return this;
  }

  /** Bytes that are too many to keep: their SHA-256. */
  @CanIgnoreReturnValue
  public Facts digest(String name, byte[] document) {
    facts.put(name + ".sha256", Sha256.hex(document));
    return this;
  }

  public Map<String, String> gathered() {
    return Map.copyOf(facts);
  }
}
