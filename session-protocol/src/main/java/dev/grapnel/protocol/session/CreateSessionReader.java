package dev.grapnel.protocol.session;

import dev.grapnel.protocol.arn.Arn;
import dev.grapnel.protocol.arn.InvalidArnException;
import dev.grapnel.protocol.signing.MalformedRequestException;
import dev.grapnel.protocol.signing.QueryString;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a CreateSession as a server receives it. The three ARNs are in the query or in the body
 * (AWS documents both), each once; duration, session name and instance properties are in the body.
 * An empty body stands for an empty object, a null for an absent member.
 */
final class CreateSessionReader {
  private static final int MAX_INSTANCE_PROPERTIES = 50;
  private static final int MAX_INSTANCE_PROPERTY_LENGTH = 200;

  private final QueryString query;
  private final Map<String, String> arns = new HashMap<>();
  private final Map<String, String> instanceProperties = new HashMap<>();
  private @Nullable Duration duration;
  private @Nullable String roleSessionName;

  CreateSessionReader(QueryString query) {
    this.query = query;
  }

  CreateSessionRequest read(byte[] body) throws MalformedSessionException {
    if (body.length > 0) {
      readBody(body);
    }
    return new CreateSessionRequest(
        arn(CreateSessionRequest.TRUST_ANCHOR_ARN),
        arn(CreateSessionRequest.PROFILE_ARN),
        arn(CreateSessionRequest.ROLE_ARN),
        Optional.ofNullable(duration),
        Optional.ofNullable(roleSessionName),
        instanceProperties);
  }

  private void readBody(byte[] body) throws MalformedSessionException {
    try (StrictJson json = StrictJson.open(body, CreateSessionRequest.MAX_BODY_BYTES, "body")) {
      for (String name = json.nextMember(); name != null; name = json.nextMember()) {
        if (!json.isNull()) {
          readMember(name, json);
        }
      }
      json.requireEnd();
    }
  }

  private void readMember(String name, StrictJson json) throws MalformedSessionException {
    switch (name) {
      case CreateSessionRequest.TRUST_ANCHOR_ARN,
          CreateSessionRequest.PROFILE_ARN,
          CreateSessionRequest.ROLE_ARN ->
          arns.put(name, json.text(name));
      case CreateSessionRequest.DURATION_SECONDS -> duration = duration(json.number(name));
      case CreateSessionRequest.ROLE_SESSION_NAME ->
          roleSessionName = sessionName(name, json.text(name));
      case CreateSessionRequest.INSTANCE_PROPERTIES -> readInstanceProperties(name, json);
      default -> {}
    }
  }

  private Arn arn(String name) throws MalformedSessionException {
    String inBody = arns.get(name);
    String inQuery = inQuery(name);
    if (inBody != null && inQuery != null) {
      throw new MalformedSessionException(
          name + " is both in the query and in the body; give it once");
    }
    String text = inBody != null ? inBody : inQuery;
    if (text == null) {
      throw new MalformedSessionException(name + " is missing from query and body");
    }
    try {
      return Arn.parse(text);
    } catch (InvalidArnException e) {
      throw new MalformedSessionException(name + ": " + e.getMessage());
    }
  }

  private @Nullable String inQuery(String name) throws MalformedSessionException {
    try {
      return query.only(name).orElse(null);
    } catch (MalformedRequestException e) {
      throw new MalformedSessionException(e.getMessage());
    }
  }

  private static Duration duration(int seconds) throws MalformedSessionException {
    Duration duration = Duration.ofSeconds(seconds);
    if (duration.compareTo(CreateSessionRequest.MIN_DURATION) < 0
        || duration.compareTo(CreateSessionRequest.MAX_DURATION) > 0) {
      throw new MalformedSessionException("durationSeconds is not between 900 and 43200");
    }
    return duration;
  }

  private static String sessionName(String name, String text) throws MalformedSessionException {
    if (!SessionName.isLegal(text)) {
      throw new MalformedSessionException(name + ": " + SessionName.RULE);
    }
    return text;
  }

  private void readInstanceProperties(String name, StrictJson json)
      throws MalformedSessionException {
    json.enterObject(name);
    for (String key = json.nextMember(); key != null; key = json.nextMember()) {
      String text = json.text("a value in instanceProperties");
      boolean tooLong =
          key.length() > MAX_INSTANCE_PROPERTY_LENGTH
              || text.length() > MAX_INSTANCE_PROPERTY_LENGTH;
      if (tooLong || instanceProperties.size() == MAX_INSTANCE_PROPERTIES) {
        throw new MalformedSessionException(
            "instanceProperties has more than 50 entries, or one with more than 200 characters");
      }
      instanceProperties.put(key, text);
    }
  }
}
