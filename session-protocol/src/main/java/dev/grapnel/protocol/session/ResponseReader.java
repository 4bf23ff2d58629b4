package dev.grapnel.protocol.session;

import dev.grapnel.protocol.secret.SecretValue;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a CreateSession's answer: the first member of {@code credentialSet}. Each of the four parts
 * of the credentials must be there; of the rest, what is there.
 */
final class ResponseReader {
  private final Map<String, String> texts = new HashMap<>();
  private Optional<Integer> packedPolicySize = Optional.empty();
  private int sets;

  CreateSessionResponse read(byte[] body) throws MalformedSessionException {
    try (StrictJson json = StrictJson.open(body, CreateSessionResponse.MAX_BODY_BYTES, "answer")) {
      for (String name = json.nextMember(); name != null; name = json.nextMember()) {
        switch (name) {
          case "subjectArn" -> keep(name, json);
          case "credentialSet" -> readSets(name, json);
          default -> {}
        }
      }
      json.requireEnd();
    }
    if (sets == 0) {
      throw new MalformedSessionException("the answer has no member in credentialSet");
    }
    return response();
  }

  private CreateSessionResponse response() throws MalformedSessionException {
    return new CreateSessionResponse(
        new SessionCredentials(
            credential("accessKeyId"),
            SecretValue.ofText(credential("secretAccessKey")),
            SecretValue.ofText(credential("sessionToken")),
            WireInstant.read(required("expiration"))),
        optional("arn"),
        optional("assumedRoleId"),
        packedPolicySize,
        optional("roleArn"),
        optional("sourceIdentity"),
        optional("subjectArn"));
  }

  private void readSets(String name, StrictJson json) throws MalformedSessionException {
    json.enterArray(name);
    while (json.nextElement()) {
      sets++;
      if (sets == 1) {
        readSet(json);
      }
    }
  }

  private void readSet(StrictJson json) throws MalformedSessionException {
    json.enterObject("a member of credentialSet");
    for (String name = json.nextMember(); name != null; name = json.nextMember()) {
      switch (name) {
        case "credentials", "assumedRoleUser" -> readParts(name, json);
        case "roleArn", "sourceIdentity" -> keep(name, json);
        case "packedPolicySize" -> packedPolicySize = Optional.of(json.number(name));
        default -> {}
      }
    }
  }

  private void readParts(String of, StrictJson json) throws MalformedSessionException {
    json.enterObject(of);
    for (String name = json.nextMember(); name != null; name = json.nextMember()) {
      switch (name) {
        case "accessKeyId",
            "secretAccessKey",
            "sessionToken",
            "expiration",
            "arn",
            "assumedRoleId" ->
            keep(name, json);
        default -> {}
      }
    }
  }

  private void keep(String name, StrictJson json) throws MalformedSessionException {
    if (!json.isNull()) {
      texts.put(name, json.text(name));
    }
  }

  private String credential(String name) throws MalformedSessionException {
    String text = required(name);
    if (!SessionCredentials.isPart(text)) {
      throw new MalformedSessionException(
          "the answer's " + name + " has characters that no credential has");
    }
    return text;
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
