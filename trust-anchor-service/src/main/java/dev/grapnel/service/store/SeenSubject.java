package dev.grapnel.service.store;

import dev.grapnel.service.registry.subject.Sighting;
import dev.grapnel.service.registry.subject.SubjectIds;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A sighting with the ids of the rows that it goes to. The ids are hashes of what they name, which
 * may be longer than an index takes.
 *
 * @param properties the instance properties as JSON, in the order of their names
 */
record SeenSubject(
    Sighting sighting, String subjectId, String credentialId, String properties, String instanceId)
    implements Comparable<SeenSubject> {
  private static final JsonFactory JSON = new JsonFactory();

  static SeenSubject of(Sighting sighting) {
    String properties = json(new TreeMap<>(sighting.instanceProperties()));
    return new SeenSubject(
        sighting,
        SubjectIds.of(sighting.accountId(), sighting.x509Subject()),
        hash(sighting.issuer() + '/' + sighting.serialNumber()),
        properties,
        hash(properties));
  }

  @Override
  public int compareTo(SeenSubject that) {
    return subjectId.compareTo(that.subjectId);
  }

  /** Reads what {@link #properties()} says. */
  static Map<String, String> properties(String json) {
    Map<String, String> properties = new HashMap<>();
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        properties.put(name, parser.getString());
      }
    }
    return properties;
  }

  private static String json(Map<String, String> properties) {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
      json.writeStartObject();
      properties.forEach(
          (name, value) -> json.writeStringProperty(StoredText.of(name), StoredText.of(value)));
      json.writeEndObject();
    }
    return out.toString();
  }

  private static String hash(String text) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
