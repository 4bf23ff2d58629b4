package dev.grapnel.protocol.session;

import dev.grapnel.protocol.secret.SecretValue;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads a CreateSession's answer: the first member of {@code credentialSet}. Each of the four parts
 * of the credentials must be there; of the rest, what is there.
 */
final class ResponseReader {
  private final Map<String, String> texts = new HashMap<>();
  private Optional<Integer> packedPolicySize = Optional.empty();
  private int sets;

  CreateSessionResponse read(byte[] body) throws MalformedSessionException {
    StrictJson.read(body, CreateSessionResponse.MAX_BODY_BYTES, "answer", this::top);
    if (sets == 0) {
      throw new MalformedSessionException("the answer has no member in credentialSet");
    }
    return new CreateSessionResponse(
        new SessionCredentials(
            required("accessKeyId"),
            SecretValue.ofText(required("secretAccessKey")),
            SecretValue.ofText(required("sessionToken")),
            WireInstant.read(required("expiration"))),
        optional("arn"),
        optional("assumedRoleId"),
        packedPolicySize,
        optional("roleArn"),
        optional("sourceIdentity"),
        optional("subjectArn"));
  }

  private void top(String name, JsonParser value) throws MalformedSessionException {
    switch (name) {
      case "subjectArn" -> keep(name, value);
      case "credentialSet" -> credentialSet(value);
      default -> {}
    }
  }

  private void credentialSet(JsonParser value) throws MalformedSessionException {
    if (value.currentToken() != JsonToken.START_ARRAY) {
      throw new MalformedSessionException("credentialSet is not a JSON array");
    }
    while (value.nextToken() != JsonToken.END_ARRAY) {
      if (value.currentToken() != JsonToken.START_OBJECT) {
        throw new MalformedSessionException("a member of credentialSet is not a JSON object");
      }
      sets++;
      if (sets == 1) {
        StrictJson.object(value, this::set);
      } else {
        value.skipChildren();
      }
    }
  }

  private void set(String name, JsonParser value) throws MalformedSessionException {
    switch (name) {
      case "credentials", "assumedRoleUser" -> object(name, value);
      case "roleArn", "sourceIdentity" -> keep(name, value);
      case "packedPolicySize" -> {
        boolean number = value.currentToken() == JsonToken.VALUE_NUMBER_INT;
        packedPolicySize = number ? Optional.of(value.getIntValue()) : Optional.empty();
      }
      default -> {}
    }
  }

  private void object(String name, JsonParser value) throws MalformedSessionException {
    if (value.currentToken() != JsonToken.START_OBJECT) {
      throw new MalformedSessionException(name + " is not a JSON object");
    }
    StrictJson.object(value, this::part);
  }

  private void part(String name, JsonParser value) throws MalformedSessionException {
    switch (name) {
      case "accessKeyId", "secretAccessKey", "sessionToken", "expiration", "arn", "assumedRoleId" ->
          keep(name, value);
      default -> {}
    }
  }

  private void keep(String name, JsonParser value) throws MalformedSessionException {
    if (value.currentToken() != JsonToken.VALUE_NULL) {
      texts.put(name, StrictJson.text(name, value));
    }
  }

  private String required(String name) throws MalformedSessionException {
    String text = texts.get(name);
    if (text == null || text.isEmpty()) {
      throw new MalformedSessionException("the answer's credentials have no " + name);
    }
    return text;
  }

  private Optional<String> optional(String name) {
    return Optional.ofNullable(texts.get(name));
  }
}
