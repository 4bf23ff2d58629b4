package dev.grapnel.protocol.session;

import java.io.ByteArrayOutputStream;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes a CreateSession's answer. */
final class ResponseWriter {
  private static final JsonFactory FACTORY = JsonFactory.builder().build();

  private ResponseWriter() {}

  static byte[] write(CreateSessionResponse response) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(2_048);
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
      json.writeStartObject();
      json.writeArrayPropertyStart("credentialSet");
      writeSet(json, response);
      json.writeEndArray();
      writeText(json, "subjectArn", response.subjectArn());
      json.writeEndObject();
    }
    return out.toByteArray();
  }

  private static void writeSet(JsonGenerator json, CreateSessionResponse response) {
    json.writeStartObject();
    json.writeObjectPropertyStart("assumedRoleUser");
    writeText(json, "arn", response.assumedRoleArn());
    writeText(json, "assumedRoleId", response.assumedRoleId());
    json.writeEndObject();
    writeCredentials(json, response.credentials());
    if (response.packedPolicySize().isPresent()) {
      json.writeNumberProperty("packedPolicySize", response.packedPolicySize().get());
    }
    writeText(json, "roleArn", response.roleArn());
    writeText(json, "sourceIdentity", response.sourceIdentity());
    json.writeEndObject();
  }

  private static void writeCredentials(JsonGenerator json, SessionCredentials credentials) {
    json.writeObjectPropertyStart("credentials");
    json.writeStringProperty("accessKeyId", credentials.accessKeyId());
    json.writeStringProperty("expiration", WireInstant.write(credentials.expiration()));
    json.writeStringProperty("secretAccessKey", credentials.secretAccessKey().revealText());
    json.writeStringProperty("sessionToken", credentials.sessionToken().revealText());
    json.writeEndObject();
  }

  private static void writeText(JsonGenerator json, String name, Optional<String> text) {
    if (text.isPresent()) {
      json.writeStringProperty(name, text.get());
    }
  }
}
