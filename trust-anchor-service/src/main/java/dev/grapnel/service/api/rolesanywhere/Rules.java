package dev.grapnel.service.api.rolesanywhere;

import dev.grapnel.service.api.TextRule;
import dev.grapnel.service.registry.AttributeMapping.CertificateField;
import dev.grapnel.service.registry.NotificationSetting;
import java.util.Arrays;
import java.util.List;

/**
 * What the service's model says of its strings. The model's {@code (:.*){2}} is written so that it
 * matches the same texts in linear time.
 */
final class Rules {
  static final TextRule RESOURCE_NAME =
      TextRule.matching(
          1, 255, "[ a-zA-Z0-9-_]*", "letters, digits, spaces, hyphens and underscores");
  static final TextRule ALIAS_NAME =
      TextRule.matching(
          0,
          256,
          "(?!.*//)([A-Za-z]([A-Za-z0-9_/-]*[A-Za-z0-9_-])?)?",
          "a letter, then letters, digits, '_', '-' and single slashes, none of them last");
  static final TextRule TAG_KEY = TextRule.matching(1, 128, "[ a-zA-Z0-9_.:/=+@-]*");
  static final TextRule TAG_VALUE = TextRule.matching(0, 256, "[ a-zA-Z0-9_.:/=+@-]*");
  static final TextRule ROLE_ARN =
      TextRule.matching(
          1, 1011, "arn:aws(-[^:]+)?:iam:[^:\\n\\r]*:.*:role.*", "the ARN of an IAM role");
  static final TextRule MANAGED_POLICY_ARN = TextRule.length(1, 200);
  static final TextRule SESSION_POLICY = TextRule.length(1, 100_000);
  static final TextRule CERTIFICATE_DATA = TextRule.length(1, 204_800);
  static final TextRule SPECIFIER = TextRule.length(0, 60);
  static final TextRule UUID =
      TextRule.matching(36, 36, "[a-f0-9]{8}-([a-z0-9]{4}-){3}[a-z0-9]{12}");
  static final TextRule TRUST_ANCHOR = identifier("trust-anchor");
  static final TextRule PROFILE = identifier("profile");
  static final TextRule CRL = identifier("crl");
  static final TextRule TRUST_ANCHOR_ARN =
      TextRule.matching(
          1,
          1011,
          "arn:aws(-[^:]+)?:rolesanywhere:[^:\\n\\r]*:.*(:trust-anchor.*|:alias/trust-anchor/.*)",
          "the ARN of a trust anchor");
  static final TextRule RESOURCE_ARN = TextRule.length(1, 1011);
  static final TextRule NEXT_TOKEN = TextRule.length(1, 10_000);
  static final TextRule SOURCE_TYPE =
      TextRule.oneOf(List.of("AWS_ACM_PCA", "CERTIFICATE_BUNDLE", "SELF_SIGNED_REPOSITORY"));
  static final TextRule ANY_TEXT = TextRule.length(0, 2_048);
  static final TextRule EVENT =
      TextRule.oneOf(Arrays.stream(NotificationSetting.Event.values()).map(Enum::name).toList());
  static final TextRule CHANNEL = TextRule.oneOf(List.of(NotificationSetting.CHANNEL));
  static final TextRule CERTIFICATE_FIELD =
      TextRule.oneOf(
          Arrays.stream(CertificateField.values()).map(CertificateField::wireName).toList());

  static final int MAX_TAGS = 200;
  static final int MAX_ROLE_ARNS = 250;
  static final int MAX_MANAGED_POLICIES = 50;
  static final int MAX_NOTIFICATIONS = 50;
  static final int MAX_MAPPING_RULES = 100;
  static final int MIN_DURATION_SECONDS = 900;
  static final int MAX_DURATION_SECONDS = 43_200;
  static final int MIN_THRESHOLD_DAYS = 1;
  static final int MAX_THRESHOLD_DAYS = 360;
  static final int MAX_CRL_BYTES = 300_000;

  private Rules() {}

  private static TextRule identifier(String type) {
    String regex =
        "[a-f0-9]{8}-([a-z0-9]{4}-){3}[a-z0-9]{12}"
            + "|arn:aws(-[^:]+)?:rolesanywhere:[^:\\n\\r]*:.*:(%s|alias/%s)/.*"
                .formatted(type, type);
    return TextRule.matching(1, 1011, regex, "a " + type + "'s id, its ARN or its alias ARN");
  }
}
