package dev.grapnel.service.api;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.grapnel.protocol.signing.QueryString;
import dev.grapnel.service.api.ApiBed.Answer;
import dev.grapnel.service.api.ApiBed.Call;
import dev.grapnel.service.api.ApiBed.Signer;
import dev.grapnel.service.store.Opened;
import dev.grapnel.testing.SettableClock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Root may say whatever it likes: it is done, or refused in the protocol's own form. */
class ApiFuzzTest {
  private static final String[] REST_PATHS = {
    "/trustanchors",
    "/trustanchor/",
    "/profiles",
    "/profile/",
    "/crls",
    "/crl/",
    "/subjects",
    "/subject/",
    "/TagResource",
    "/UntagResource",
    "/ListTagsForResource",
    "/put-notifications-settings",
    "/reset-notifications-settings"
  };
  private static final String[] SUFFIXES = {"", "/enable", "/disable", "/mappings"};
  private static final String[] METHODS = {"GET", "POST", "PATCH", "PUT", "DELETE"};
  private static final String[] MEMBERS = {
    "name",
    "source",
    "sourceType",
    "sourceData",
    "x509CertificateData",
    "enabled",
    "tags",
    "key",
    "value",
    "notificationSettings",
    "event",
    "threshold",
    "channel",
    "aliasName",
    "roleArns",
    "managedPolicyArns",
    "sessionPolicy",
    "durationSeconds",
    "acceptRoleSessionName",
    "crlData",
    "trustAnchorArn",
    "trustAnchorId",
    "certificateField",
    "mappingRules",
    "specifier",
    "resourceArn",
    "tagKeys",
    "notificationSettingKeys",
    "crlDpRevocationEnabled"
  };
  private static final String[] TEXTS = {
    "a",
    "",
    "CERTIFICATE_BUNDLE",
    "x509SAN",
    "CA_CERTIFICATE_EXPIRY",
    "ALL",
    "arn:aws:iam::111122223333:role/r",
    "arn:aws:rolesanywhere:us-east-1:111122223333:trust-anchor/x",
    "00000000-0000-4000-8000-000000000000",
    "AAAA",
    "{}",
    "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"
  };
  private static final String[] ACTIONS = {
    "CreateRole",
    "GetRole",
    "ListRoles",
    "UpdateRole",
    "UpdateAssumeRolePolicy",
    "DeleteRole",
    "PutRolePolicy",
    "GetRolePolicy",
    "ListRolePolicies",
    "DeleteRolePolicy",
    "TagRole",
    "UntagRole",
    "ListRoleTags",
    "GetCallerIdentity"
  };
  private static final String[] PARAMETERS = {
    "RoleName",
    "Path",
    "AssumeRolePolicyDocument",
    "PolicyDocument",
    "PolicyName",
    "Description",
    "MaxSessionDuration",
    "Tags.member.1.Key",
    "Tags.member.1.Value",
    "TagKeys.member.1",
    "PathPrefix",
    "MaxItems",
    "Marker",
    "Version"
  };
  private static final JsonMapper JSON = JsonMapper.shared();

  private static ApiBed bed;
  private static Signer root;

  @BeforeAll
  static void open(@TempDir Path folder) throws Exception {
    bed = ApiBed.open(folder, new SettableClock(Opened.START));
    root = bed.root();
  }

  @AfterAll
  static void close() {
    bed.close();
  }

  @FuzzTest(maxDuration = "5m")
  void rest_isAnsweredOrRefused(FuzzedDataProvider data) {
    String path = data.pickValue(REST_PATHS);
    if (path.endsWith("/")) {
      String label = data.consumeBoolean() ? data.pickValue(TEXTS) : data.consumeAsciiString(40);
      path += encoded(label) + data.pickValue(SUFFIXES);
    }
    Call call = Call.rest(data.pickValue(METHODS), path, "");
    if (data.consumeBoolean()) {
      call = call.withQuery(data.pickValue(MEMBERS), data.consumeString(40), "pageSize", "2");
    }
    String body = data.consumeBoolean() ? object(data, 3) : data.consumeRemainingAsString();
    Call whole = new Call(call.service(), call.method(), call.path(), call.query(), body);
    Answer answer = bed.as(root, whole);
    if (answer.status() >= 500
        || (answer.status() >= 400 && answer.errorType().isEmpty())
        || !JSON.readTree(answer.body()).isObject()) {
      throw new AssertionError(whole + " -> " + answer);
    }
  }

  @FuzzTest(maxDuration = "5m")
  void query_isAnsweredOrRefused(FuzzedDataProvider data) {
    QueryString query = QueryString.of("Action", data.pickValue(ACTIONS));
    for (int i = data.consumeInt(0, 6); i > 0; i--) {
      String value = data.consumeBoolean() ? data.pickValue(TEXTS) : data.consumeString(40);
      query = query.with(data.pickValue(PARAMETERS), value);
    }
    String service = data.consumeBoolean() ? "iam" : "sts";
    String form =
        data.consumeBoolean()
            ? query.canonical()
            : new String(data.consumeRemainingAsBytes(), StandardCharsets.ISO_8859_1);
    Call call = new Call(service, "POST", "/", QueryString.EMPTY, form);
    Answer answer = bed.as(root, call);
    if (answer.status() >= 500
        || (answer.status() >= 400 && answer.element("Code").isEmpty())
        || !answer.body().endsWith("Response>")) {
      throw new AssertionError(call + " -> " + answer);
    }
  }

  private static String object(FuzzedDataProvider data, int depth) {
    StringBuilder out = new StringBuilder("{");
    for (int i = data.consumeInt(0, 6); i > 0; i--) {
      out.append(out.length() > 1 ? "," : "")
          .append(JSON.writeValueAsString(data.pickValue(MEMBERS)))
          .append(':')
          .append(value(data, depth));
    }
    return out.append('}').toString();
  }

  private static String value(FuzzedDataProvider data, int depth) {
    return switch (data.consumeInt(0, depth > 0 ? 7 : 5)) {
      case 0, 1, 2 -> JSON.writeValueAsString(data.pickValue(TEXTS));
      case 3 -> JSON.writeValueAsString(data.consumeAsciiString(300));
      case 4 -> String.valueOf(data.consumeInt());
      case 5 -> data.consumeBoolean() ? "true" : "null";
      case 6 -> object(data, depth - 1);
      default -> '[' + value(data, depth - 1) + ',' + object(data, depth - 1) + ']';
    };
  }

  private static String encoded(String label) {
    StringBuilder out = new StringBuilder();
    for (byte b : label.getBytes(StandardCharsets.UTF_8)) {
      out.append("%%%02X".formatted(b & 0xff));
    }
    return out.toString();
  }
}
