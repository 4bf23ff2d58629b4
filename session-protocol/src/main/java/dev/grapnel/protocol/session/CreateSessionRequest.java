package dev.grapnel.protocol.session;

import dev.grapnel.protocol.arn.Arn;
import dev.grapnel.protocol.signing.QueryString;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What a CreateSession asks for.
 *
 * @param duration how long the session shall last, {@link #MIN_DURATION} to {@link #MAX_DURATION}
 * @param roleSessionName a name for the session, two to 64 of {@code [A-Za-z0-9_+=,.@-]}
 * @param instanceProperties free text by key; a server may keep it with the subject
 */
public record CreateSessionRequest(
    Arn trustAnchorArn,
    Arn profileArn,
    Arn roleArn,
    Optional<Duration> duration,
    Optional<String> roleSessionName,
    Map<String, String> instanceProperties) {
  public static final Duration MIN_DURATION = Duration.ofMinutes(15);
  public static final Duration MAX_DURATION = Duration.ofHours(12);

  /** The longest body that is read, in bytes: 64 KiB. */
  public static final int MAX_BODY_BYTES = 65_536;

  public static final String TRUST_ANCHOR_ARN = "trustAnchorArn";
  public static final String PROFILE_ARN = "profileArn";
  public static final String ROLE_ARN = "roleArn";

  static final String DURATION_SECONDS = "durationSeconds";
  static final String ROLE_SESSION_NAME = "roleSessionName";
  static final String INSTANCE_PROPERTIES = "instanceProperties";

  public CreateSessionRequest {
    instanceProperties = Map.copyOf(instanceProperties);
    if (roleSessionName.isPresent() && !SessionName.isLegal(roleSessionName.get())) {
      throw new IllegalArgumentException(SessionName.RULE);
    }
  }

  /** Reads a request as a server receives it; see {@link CreateSessionReader}. */
  public static CreateSessionRequest decode(QueryString query, byte[] body)
      throws MalformedSessionException {
    return new CreateSessionReader(query).read(body);
  }

  /** The query that a client sends: the three ARNs, in canonical order already. */
  public QueryString query() {
    return QueryString.of(
        PROFILE_ARN,
        profileArn.toString(),
        ROLE_ARN,
        roleArn.toString(),
        TRUST_ANCHOR_ARN,
        trustAnchorArn.toString());
  }

  /** The JSON body that a client sends: duration and session name, where given. */
  public byte[] body() {
    StringBuilder json = new StringBuilder("{");
    if (duration.isPresent()) {
      json.append('"').append(DURATION_SECONDS).append("\":").append(duration.get().toSeconds());
    }
    if (roleSessionName.isPresent()) {
      if (json.length() > 1) {
        json.append(',');
      }
      // A legal session name has no character that JSON escapes.
      json.append('"').append(ROLE_SESSION_NAME).append("\":\"");
      json.append(roleSessionName.get()).append('"');
    }
    return json.append('}').toString().getBytes(StandardCharsets.US_ASCII);
  }
}
