package dev.grapnel.service.policy.condition;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Bytes, which a policy writes in base64. The request's value is base64 of the bytes too, or the
 * bytes themselves as text.
 */
final class BytesValues implements PolicyValues {
  private final List<byte[]> values;

  BytesValues(List<byte[]> values) {
    this.values = values.stream().map(byte[]::clone).toList();
  }

  @Override
  public boolean matchAny(ContextValue value, RequestKeys keys) {
    byte[] decoded = Base64Text.decode(value.text());
    byte[] plain = value.text().getBytes(StandardCharsets.UTF_8);
    for (byte[] wanted : values) {
      if (Arrays.equals(plain, wanted) || (decoded != null && Arrays.equals(decoded, wanted))) {
        return true;
      }
    }
    return false;
  }
}
