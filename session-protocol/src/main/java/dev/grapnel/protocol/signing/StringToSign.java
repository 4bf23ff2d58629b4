package dev.grapnel.protocol.signing;

import java.nio.charset.StandardCharsets;

/** What a key signs: algorithm, time, scope and the canonical request's hash. */
public record StringToSign(String text) {
  /** The string for that request, signed at that time under that scope. */
  public static StringToSign of(
      SigningAlgorithm algorithm, AmzDate date, CredentialScope scope, CanonicalRequest request) {
    return new StringToSign(
        algorithm.wireName() + '\n' + date + '\n' + scope + '\n' + request.sha256Hex());
  }

  /** The bytes that are signed. */
  public byte[] bytes() {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
