package dev.grapnel.service.token;

import dev.grapnel.protocol.arn.Arn;
import dev.grapnel.protocol.arn.InvalidArnException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Session claims as bytes: the fields in the order of the record; texts as a length and UTF-8,
 * lists as a count and the elements, tags in the order of their keys, times as seconds. Each value
 * has one form, and whatever is not in it is not read.
 */
final class ClaimsCodec {
  private static final byte VERSION = 1;

  private ClaimsCodec() {}

  static byte[] encode(SessionClaims claims) {
    PackedWriter out = new PackedWriter();
    out.writeByte(VERSION);
    out.writeText(claims.accountId());
    out.writeText(claims.roleArn().toString());
    out.writeText(claims.roleUniqueId());
    out.writeText(claims.sessionName());
    out.writeText(claims.sourceIdentity());
    out.writeNumber(claims.issuedAt().getEpochSecond());
    out.writeNumber(claims.expiresAt().getEpochSecond());
    out.writeTexts(new TreeMap<>(claims.principalTags()));
    out.writeTexts(claims.sessionPolicies());
    out.writeTexts(claims.grantedBy());
    return out.toByteArray();
  }

  /** The claims; empty if the bytes are not what {@link #encode} makes of any. */
  static Optional<SessionClaims> decode(byte[] bytes) {
    if (bytes.length > SessionTokens.MAX_CLAIMS_LENGTH) {
      return Optional.empty();
    }
    try {
      PackedReader in = new PackedReader(bytes);
      if (in.readByte() != VERSION) {
        return Optional.empty();
      }
      SessionClaims claims = read(in);
      in.requireEnd();
      return Optional.of(claims);
    } catch (MalformedPackingException | InvalidArnException e) {
      return Optional.empty();
    }
  }

  private static SessionClaims read(PackedReader in)
      throws MalformedPackingException, InvalidArnException {
    String accountId = in.readText();
    Arn roleArn = Arn.parse(in.readText());
    String roleUniqueId = in.readText();
    String sessionName = in.readText();
    String sourceIdentity = in.readText();
    Instant issuedAt = Instant.ofEpochSecond(in.readNumber(MAX_SECONDS));
    Instant expiresAt = Instant.ofEpochSecond(in.readNumber(MAX_SECONDS));
    Map<String, String> tags = in.readTextMap();
    List<String> policies = in.readTexts();
    List<String> grantedBy = in.readTexts();
    return new SessionClaims(
        accountId,
        roleArn,
        roleUniqueId,
        sessionName,
        sourceIdentity,
        issuedAt,
        expiresAt,
        tags,
        policies,
        grantedBy);
  }

  /** The end of the year 9999, in seconds since 1970. */
  private static final long MAX_SECONDS = 253_402_300_799L;
}
