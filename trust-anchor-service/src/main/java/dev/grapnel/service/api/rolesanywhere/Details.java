package dev.grapnel.service.api.rolesanywhere;

import dev.grapnel.service.registry.AttributeMapping;
import dev.grapnel.service.registry.Crl;
import dev.grapnel.service.registry.NotificationSetting;
import dev.grapnel.service.registry.Profile;
import dev.grapnel.service.registry.Resource;
import dev.grapnel.service.registry.TrustAnchor;
import dev.grapnel.service.registry.control.Page;
import dev.grapnel.service.registry.control.ResourceArns;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import tools.jackson.core.JsonGenerator;

/** Writes resources as the model's {@code ...Detail} shapes. */
record Details(ResourceArns arns) {

  void trustAnchor(JsonGenerator out, TrustAnchor anchor) {
    out.writeStringProperty("trustAnchorId", anchor.trustAnchorId());
    out.writeStringProperty("trustAnchorArn", anchor.arn().toString());
    out.writeStringProperty("name", anchor.name());
    out.writeObjectPropertyStart("source");
    out.writeStringProperty("sourceType", anchor.sourceType().name());
    out.writeObjectPropertyStart("sourceData");
    out.writeStringProperty("x509CertificateData", anchor.certificateData());
    out.writeEndObject();
    out.writeEndObject();
    out.writeBooleanProperty("enabled", anchor.enabled());
    out.writeBooleanProperty("crlDpRevocationEnabled", anchor.crlDpRevocationEnabled());
    out.writeArrayPropertyStart("notificationSettings");
    anchor.notificationSettings().forEach(setting -> notificationSetting(out, setting));
    out.writeEndArray();
    common(out, anchor, anchor.createdAt(), anchor.updatedAt());
  }

  void profile(JsonGenerator out, Profile profile) {
    out.writeStringProperty("profileId", profile.profileId());
    out.writeStringProperty("profileArn", profile.arn().toString());
    out.writeStringProperty("name", profile.name());
    out.writeBooleanProperty("enabled", profile.enabled());
    out.writeBooleanProperty("acceptRoleSessionName", profile.acceptRoleSessionName());
    out.writeBooleanProperty("requireInstanceProperties", profile.requireInstanceProperties());
    out.writeNumberProperty("durationSeconds", profile.duration().toSeconds());
    texts(out, "roleArns", profile.roleArns());
    texts(out, "managedPolicyArns", profile.managedPolicyArns());
    text(out, "sessionPolicy", profile.sessionPolicy());
    out.writeArrayPropertyStart("attributeMappings");
    profile.attributeMappings().forEach(mapping -> attributeMapping(out, mapping));
    out.writeEndArray();
    out.writeStringProperty("createdBy", profile.createdBy());
    common(out, profile, profile.createdAt(), profile.updatedAt());
  }

  void crl(JsonGenerator out, Crl crl) {
    out.writeStringProperty("crlId", crl.crlId());
    out.writeStringProperty("crlArn", crl.arn().toString());
    out.writeStringProperty("name", crl.name());
    out.writeBooleanProperty("enabled", crl.enabled());
    out.writeName("crlData");
    out.writeBinary(crl.data());
    out.writeStringProperty("trustAnchorArn", crl.trustAnchorArn().toString());
    common(out, crl, crl.createdAt(), crl.updatedAt());
  }

  /** A page of resources, each as its detail. */
  static <T> void page(
      JsonGenerator out, String name, Page<T> page, BiConsumer<JsonGenerator, T> detail) {
    out.writeArrayPropertyStart(name);
    for (T item : page.items()) {
      out.writeStartObject();
      detail.accept(out, item);
      out.writeEndObject();
    }
    out.writeEndArray();
    text(out, "nextToken", page.nextToken());
  }

  static void text(JsonGenerator out, String name, Optional<String> value) {
    value.ifPresent(text -> out.writeStringProperty(name, text));
  }

  static void time(JsonGenerator out, String name, Instant time) {
    out.writeStringProperty(name, time.toString());
  }

  static void tags(JsonGenerator out, Map<String, String> tags) {
    out.writeArrayPropertyStart("tags");
    tags.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            tag -> {
              out.writeStartObject();
              out.writeStringProperty("key", tag.getKey());
              out.writeStringProperty("value", tag.getValue());
              out.writeEndObject();
            });
    out.writeEndArray();
  }

  private void common(JsonGenerator out, Resource resource, Instant created, Instant updated) {
    time(out, "createdAt", created);
    time(out, "updatedAt", updated);
    resource
        .aliasName()
        .ifPresent(
            alias -> {
              out.writeStringProperty("aliasName", alias);
              out.writeStringProperty(
                  "aliasArn",
                  arns.alias(resource.key().kind(), resource.accountId(), alias).toString());
            });
  }

  private static void notificationSetting(JsonGenerator out, NotificationSetting setting) {
    out.writeStartObject();
    out.writeBooleanProperty("enabled", setting.enabled());
    out.writeStringProperty("event", setting.event().name());
    out.writeNumberProperty("threshold", setting.thresholdDays());
    out.writeStringProperty("channel", NotificationSetting.CHANNEL);
    out.writeStringProperty("configuredBy", setting.configuredBy());
    out.writeEndObject();
  }

  private static void attributeMapping(JsonGenerator out, AttributeMapping mapping) {
    out.writeStartObject();
    out.writeStringProperty("certificateField", mapping.certificateField().wireName());
    out.writeArrayPropertyStart("mappingRules");
    for (String specifier : mapping.specifiers()) {
      out.writeStartObject();
      out.writeStringProperty("specifier", specifier);
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private static void texts(JsonGenerator out, String name, List<String> texts) {
    out.writeArrayPropertyStart(name);
    texts.forEach(out::writeString);
    out.writeEndArray();
  }
}
