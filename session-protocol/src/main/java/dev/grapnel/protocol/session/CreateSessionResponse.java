package dev.grapnel.protocol.session;

import java.util.Optional;

/**
 * What a CreateSession answers: credentials, and whose they are. A client can rely on the
 * credentials alone.
 *
 * @param assumedRoleArn {@code arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION}
 * @param assumedRoleId {@code AROA...:SESSION}
 * @param packedPolicySize percent of the room for session policies and tags that is used
 */
public record CreateSessionResponse(
    SessionCredentials credentials,
    Optional<String> assumedRoleArn,
    Optional<String> assumedRoleId,
    Optional<Integer> packedPolicySize,
    Optional<String> roleArn,
    Optional<String> sourceIdentity,
    Optional<String> subjectArn) {
  /** The status of the answer. */
  public static final int STATUS = 201;

  /** The longest body that is read, in bytes. */
  public static final int MAX_BODY_BYTES = 1_048_576;

  /** Reads the body of a 2xx answer. */
  public static CreateSessionResponse decode(byte[] body) throws MalformedSessionException {
    return new ResponseReader().read(body);
  }

  /** The JSON body of the answer. */
  public byte[] body() {
    return ResponseWriter.write(this);
  }
}
