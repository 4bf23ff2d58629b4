package dev.grapnel.service.policy.condition;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Bytes, which a policy writes in base64. The request's value is base64 of the bytes too, or the
 * bytes themselves as text.
 */
final class BytesValues implements PolicyValues {
  private final Set<String> written;
  private final List<byte[]> values;

  /**
   * @param written in base64, as the policy has them
   * @param values the same, decoded
   */
  BytesValues(List<String> written, List<byte[]> values) {
    this.written = Set.copyOf(written);
    this.values = values.stream().map(byte[]::clone).toList();
  }

  @Override
  public boolean matchAny(ContextValue value, RequestKeys keys) {
    if (written.contains(value.text())) {
      return true;
    }
    byte[] decoded = Base64Text.decodeCanonical(value.text());
    byte[] plain = value.text().getBytes(StandardCharsets.UTF_8);
    for (byte[] wanted : values) {
      if (Arrays.equals(plain, wanted) || (decoded != null && Arrays.equals(decoded, wanted))) {
        return true;
      }
    }
    return false;
  }
}
