package dev.grapnel.service.registry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.grapnel.protocol.arn.Arn;
import dev.grapnel.service.registry.AttributeMapping.CertificateField;
import dev.grapnel.service.registry.NotificationSetting.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What the store keeps can be read for ever: these texts are of release 0.1.0 and must not change.
 */
class ResourceCodecTest {
  private static final Instant CREATED = Instant.parse("2026-11-24T12:00:00.123456789Z");
  private static final Instant UPDATED = Instant.parse("2026-11-25T12:00:00Z");

  @Test
  void trustAnchor() throws Exception {
    TrustAnchor anchor =
        new TrustAnchor(
            arn("trust-anchor/a1"),
            "name",
            true,
            TrustAnchor.SourceType.SELF_SIGNED_REPOSITORY,
            "PEM \u00e9 \ud83d\ude00 \u0000",
            true,
            List.of(new NotificationSetting(Event.CA_CERTIFICATE_EXPIRY, false, 7, "1")),
            Optional.of("main"),
            Map.of("k", "v"),
            CREATED,
            UPDATED,
            9);
    assertKept(
        anchor,
        "{\"arn\":\"arn:aws:rolesanywhere:us-east-1:111122223333:trust-anchor/a1\","
            + "\"aliasName\":\"main\",\"tags\":{\"k\":\"v\"},\"name\":\"name\",\"enabled\":true,"
            + "\"createdAt\":\"2026-11-24T12:00:00.123456789Z\","
            + "\"updatedAt\":\"2026-11-25T12:00:00Z\",\"sourceType\":\"SELF_SIGNED_REPOSITORY\","
            + "\"certificateData\":\"PEM \u00e9 \ud83d\ude00 \\u0000\","
            + "\"crlDpRevocationEnabled\":true,\"notificationSettings\":[{\"event\":"
            + "\"CA_CERTIFICATE_EXPIRY\",\"enabled\":false,\"thresholdDays\":7,"
            + "\"configuredBy\":\"1\"}]}");
  }

  @Test
  void profile() throws Exception {
    Profile profile =
        new Profile(
            arn("profile/p1"),
            "name",
            false,
            true,
            true,
            Duration.ofMinutes(20),
            List.of("role"),
            List.of("policy"),
            Optional.of("{\"a\":1}"),
            List.of(new AttributeMapping(CertificateField.X509_SAN, List.of("DNS", "Name/CN"))),
            Optional.empty(),
            Map.of(),
            "111122223333",
            CREATED,
            UPDATED,
            9);
    assertKept(
        profile,
        "{\"arn\":\"arn:aws:rolesanywhere:us-east-1:111122223333:profile/p1\",\"tags\":{},"
            + "\"name\":\"name\",\"enabled\":false,"
            + "\"createdAt\":\"2026-11-24T12:00:00.123456789Z\","
            + "\"updatedAt\":\"2026-11-25T12:00:00Z\",\"acceptRoleSessionName\":true,"
            + "\"requireInstanceProperties\":true,\"durationSeconds\":1200,"
            + "\"roleArns\":[\"role\"],\"managedPolicyArns\":[\"policy\"],"
            + "\"sessionPolicy\":\"{\\\"a\\\":1}\",\"attributeMappings\":[{\"certificateField\":"
            + "\"X509_SAN\",\"specifiers\":[\"DNS\",\"Name/CN\"]}],"
            + "\"createdBy\":\"111122223333\"}");
  }

  @Test
  void crl() throws Exception {
    Crl crl =
        new Crl(
            arn("crl/c1"),
            "name",
            true,
            new byte[] {0, -1, 7},
            arn("trust-anchor/a1"),
            Optional.empty(),
            Map.of(),
            CREATED,
            UPDATED,
            9);
    String kept =
        "{\"arn\":\"arn:aws:rolesanywhere:us-east-1:111122223333:crl/c1\",\"tags\":{},"
            + "\"name\":\"name\",\"enabled\":true,"
            + "\"createdAt\":\"2026-11-24T12:00:00.123456789Z\","
            + "\"updatedAt\":\"2026-11-25T12:00:00Z\",\"trustAnchorArn\":"
            + "\"arn:aws:rolesanywhere:us-east-1:111122223333:trust-anchor/a1\","
            + "\"data\":\"AP8H\"}";
    assertEquals(kept, ResourceCodec.encode(crl));
    Crl read = (Crl) ResourceCodec.decode(ResourceKind.CRL, 9, kept);
    assertArrayEquals(crl.data(), read.data());
    assertEquals(crl, read.withData(crl.data()));
  }

  @Test
  void role() throws Exception {
    Role role =
        new Role(
            Arn.parse("arn:aws:iam::111122223333:role/x/Demo"),
            "AROA1",
            "/x/",
            "Demo",
            "text",
            "{}",
            Duration.ofHours(2),
            Map.of("p", "{\"b\":2}"),
            Map.of(),
            CREATED,
            Instant.EPOCH,
            9);
    assertKept(
        role,
        "{\"arn\":\"arn:aws:iam::111122223333:role/x/Demo\",\"tags\":{},\"uniqueId\":\"AROA1\","
            + "\"path\":\"/x/\",\"name\":\"Demo\",\"description\":\"text\",\"trustPolicy\":\"{}\","
            + "\"maxSessionSeconds\":7200,\"inlinePolicies\":{\"p\":\"{\\\"b\\\":2}\"},"
            + "\"createdAt\":\"2026-11-24T12:00:00.123456789Z\","
            + "\"revokedBefore\":\"1970-01-01T00:00:00Z\"}");
  }

  @Test
  void decode_whatIsDamaged_saysSo() {
    for (String text : List.of("", "[]", "{", "{}", "{\"arn\":1}", "{\"arn\":\"x\"}", "nonsense")) {
      assertThrows(
          IllegalStateException.class,
          () -> ResourceCodec.decode(ResourceKind.ROLE, 1, text),
          text);
    }
  }

  private static void assertKept(Resource resource, String text) {
    assertEquals(text, ResourceCodec.encode(resource));
    assertEquals(resource, ResourceCodec.decode(resource.key().kind(), resource.version(), text));
  }

  private static Arn arn(String resource) throws Exception {
    return Arn.parse("arn:aws:rolesanywhere:us-east-1:111122223333:" + resource);
  }
}
