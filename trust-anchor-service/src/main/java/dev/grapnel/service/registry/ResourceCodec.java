package dev.grapnel.service.registry;

import dev.grapnel.protocol.arn.Arn;
import dev.grapnel.protocol.arn.InvalidArnException;
import dev.grapnel.service.registry.AttributeMapping.CertificateField;
import dev.grapnel.service.registry.TrustAnchor.SourceType;
import java.io.StringWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Resources as the JSON that the store keeps. The names of members are for ever: what an old
 * release wrote, every later one reads. A member that is absent has the value it had before there
 * was such a member.
 */
public final class ResourceCodec {
  private static final JsonFactory JSON = new JsonFactory();

  private ResourceCodec() {}

  /** The resource without its kind and version, which the store keeps beside it. */
  public static String encode(Resource resource) {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
      json.writeStartObject();
      json.writeStringProperty("arn", resource.arn().toString());
      resource.aliasName().ifPresent(alias -> json.writeStringProperty("aliasName", alias));
      write(json, "tags", resource.tags());
      switch (resource) {
        case TrustAnchor anchor -> write(json, anchor);
        case Profile profile -> write(json, profile);
        case Crl crl -> write(json, crl);
        case Role role -> write(json, role);
      }
      json.writeEndObject();
    }
    return out.toString();
  }

  /**
   * The resource that was encoded.
   *
   * @throws IllegalStateException if the text is none that {@link #encode} makes of that kind
   */
  public static Resource decode(ResourceKind kind, long version, String text) {
    try {
      JsonObject json = JsonObject.parse(text);
      return switch (kind) {
        case TRUST_ANCHOR -> trustAnchor(json, version);
        case PROFILE -> profile(json, version);
        case CRL -> crl(json, version);
        case ROLE -> role(json, version);
      };
    } catch (InvalidArnException | IllegalArgumentException e) {
      throw new IllegalStateException("a " + kind.label() + " in the store is damaged", e);
    }
  }

  private static void write(JsonGenerator json, TrustAnchor anchor) {
    writeHead(json, anchor.name(), anchor.enabled(), anchor.createdAt(), anchor.updatedAt());
    json.writeStringProperty("sourceType", anchor.sourceType().name());
    json.writeStringProperty("certificateData", anchor.certificateData());
    json.writeBooleanProperty("crlDpRevocationEnabled", anchor.crlDpRevocationEnabled());
    json.writeArrayPropertyStart("notificationSettings");
    for (NotificationSetting setting : anchor.notificationSettings()) {
      json.writeStartObject();
      json.writeStringProperty("event", setting.event().name());
      json.writeBooleanProperty("enabled", setting.enabled());
      json.writeNumberProperty("thresholdDays", setting.thresholdDays());
      json.writeStringProperty("configuredBy", setting.configuredBy());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static TrustAnchor trustAnchor(JsonObject json, long version) throws InvalidArnException {
    List<NotificationSetting> settings = new ArrayList<>();
    for (JsonObject setting : json.objects("notificationSettings")) {
      settings.add(
          new NotificationSetting(
              NotificationSetting.Event.valueOf(setting.text("event")),
              setting.flag("enabled"),
              (int) setting.number("thresholdDays"),
              setting.text("configuredBy")));
    }
    return new TrustAnchor(
        Arn.parse(json.text("arn")),
        json.text("name"),
        json.flag("enabled"),
        SourceType.valueOf(json.text("sourceType")),
        json.text("certificateData"),
        json.flag("crlDpRevocationEnabled"),
        settings,
        json.optionalText("aliasName"),
        json.textMap("tags"),
        json.instant("createdAt"),
        json.instant("updatedAt"),
        version);
  }

  private static void write(JsonGenerator json, Profile profile) {
    writeHead(json, profile.name(), profile.enabled(), profile.createdAt(), profile.updatedAt());
    json.writeBooleanProperty("acceptRoleSessionName", profile.acceptRoleSessionName());
    json.writeBooleanProperty("requireInstanceProperties", profile.requireInstanceProperties());
    json.writeNumberProperty("durationSeconds", profile.duration().toSeconds());
    write(json, "roleArns", profile.roleArns());
    write(json, "managedPolicyArns", profile.managedPolicyArns());
    profile.sessionPolicy().ifPresent(policy -> json.writeStringProperty("sessionPolicy", policy));
    json.writeArrayPropertyStart("attributeMappings");
    for (AttributeMapping mapping : profile.attributeMappings()) {
      json.writeStartObject();
      json.writeStringProperty("certificateField", mapping.certificateField().name());
      write(json, "specifiers", mapping.specifiers());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeStringProperty("createdBy", profile.createdBy());
  }

  private static Profile profile(JsonObject json, long version) throws InvalidArnException {
    List<AttributeMapping> mappings = new ArrayList<>();
    for (JsonObject mapping : json.objects("attributeMappings")) {
      mappings.add(
          new AttributeMapping(
              CertificateField.valueOf(mapping.text("certificateField")),
              mapping.texts("specifiers")));
    }
    return new Profile(
        Arn.parse(json.text("arn")),
        json.text("name"),
        json.flag("enabled"),
        json.flag("acceptRoleSessionName"),
        json.flag("requireInstanceProperties"),
        json.seconds("durationSeconds"),
        json.texts("roleArns"),
        json.texts("managedPolicyArns"),
        json.optionalText("sessionPolicy"),
        mappings,
        json.optionalText("aliasName"),
        json.textMap("tags"),
        json.text("createdBy"),
        json.instant("createdAt"),
        json.instant("updatedAt"),
        version);
  }

  private static void write(JsonGenerator json, Crl crl) {
    writeHead(json, crl.name(), crl.enabled(), crl.createdAt(), crl.updatedAt());
    json.writeStringProperty("trustAnchorArn", crl.trustAnchorArn().toString());
    json.writeName("data");
    json.writeBinary(crl.data());
  }

  private static Crl crl(JsonObject json, long version) throws InvalidArnException {
    return new Crl(
        Arn.parse(json.text("arn")),
        json.text("name"),
        json.flag("enabled"),
        json.bytes("data"),
        Arn.parse(json.text("trustAnchorArn")),
        json.optionalText("aliasName"),
        json.textMap("tags"),
        json.instant("createdAt"),
        json.instant("updatedAt"),
        version);
  }

  private static void write(JsonGenerator json, Role role) {
    json.writeStringProperty("uniqueId", role.uniqueId());
    json.writeStringProperty("path", role.path());
    json.writeStringProperty("name", role.name());
    json.writeStringProperty("description", role.description());
    json.writeStringProperty("trustPolicy", role.trustPolicy());
    json.writeNumberProperty("maxSessionSeconds", role.maxSessionDuration().toSeconds());
    write(json, "inlinePolicies", role.inlinePolicies());
    json.writeStringProperty("createdAt", role.createdAt().toString());
    json.writeStringProperty("revokedBefore", role.revokedBefore().toString());
  }

  private static Role role(JsonObject json, long version) throws InvalidArnException {
    return new Role(
        Arn.parse(json.text("arn")),
        json.text("uniqueId"),
        json.text("path"),
        json.text("name"),
        json.text("description"),
        json.text("trustPolicy"),
        json.seconds("maxSessionSeconds"),
        json.textMap("inlinePolicies"),
        json.textMap("tags"),
        json.instant("createdAt"),
        json.instant("revokedBefore"),
        version);
  }

  private static void writeHead(
      JsonGenerator json, String name, boolean enabled, Instant createdAt, Instant updatedAt) {
    json.writeStringProperty("name", name);
    json.writeBooleanProperty("enabled", enabled);
    json.writeStringProperty("createdAt", createdAt.toString());
    json.writeStringProperty("updatedAt", updatedAt.toString());
  }

  private static void write(JsonGenerator json, String name, List<String> texts) {
    json.writeArrayPropertyStart(name);
    texts.forEach(json::writeString);
    json.writeEndArray();
  }

  private static void write(JsonGenerator json, String name, Map<String, String> texts) {
    json.writeObjectPropertyStart(name);
    new TreeMap<>(texts).forEach(json::writeStringProperty);
    json.writeEndObject();
  }
}
