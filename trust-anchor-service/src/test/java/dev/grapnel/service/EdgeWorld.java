package dev.grapnel.service;

import dev.grapnel.protocol.signing.AmzDate;
import dev.grapnel.protocol.signing.Headers;
import dev.grapnel.protocol.signing.MalformedRequestException;
import dev.grapnel.protocol.signing.QueryString;
import dev.grapnel.protocol.signing.SigV4Signer;
import dev.grapnel.protocol.signing.SignableRequest;
import dev.grapnel.service.api.ApiBed;
import dev.grapnel.service.api.ApiEdge;
import dev.grapnel.service.audit.AuditEvent;
import dev.grapnel.service.audit.AuditTrail;
import dev.grapnel.service.config.InvalidConfigurationException;
import dev.grapnel.service.config.ServiceConfig;
import dev.grapnel.service.config.SettingSources;
import dev.grapnel.service.crypto.VerificationProvider;
import dev.grapnel.service.http.EmbeddedEdge;
import dev.grapnel.service.http.HttpLimits;
import dev.grapnel.service.revocation.RevocationSource;
import dev.grapnel.service.store.Opened;
import dev.grapnel.service.token.WrongMasterKeyException;
import dev.grapnel.testing.CapturedRequest;
import dev.grapnel.testing.ControlPlane;
import dev.grapnel.testing.KeyKind;
import dev.grapnel.testing.SettableClock;
import dev.grapnel.testing.TestCa;
import dev.grapnel.testing.TestIdentity;
import dev.grapnel.testing.TestSession;
import dev.grapnel.testing.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * All that answers at the API address, behind the server's edge without its sockets: one trust
 * anchor, profile and role, a workload and root to sign for them. The audit trail keeps nothing.
 */
final class EdgeWorld implements AutoCloseable {
  private static final String HOST = "localhost:8443";
  private static final TestCa CA = TestCa.root("Registered CA", KeyKind.P256);
  private static final TestIdentity WORKLOAD = CA.leaf("workload").issue();

  private final ApiBed bed;
  final EmbeddedEdge edge;
  private final String anchor;
  private final String profile;
  private final String role;

  private EdgeWorld(ApiBed bed, EmbeddedEdge edge) {
    this.bed = bed;
    this.edge = edge;
    role =
        found(
            form(
                "CreateRole",
                "RoleName",
                "role",
                "AssumeRolePolicyDocument",
                ControlPlane.OPEN_TRUST_POLICY),
            "<Arn>([^<]+)</Arn>");
    profile =
        found(
            rest("/profiles", "{\"name\":\"p\",\"enabled\":true,\"roleArns\":[\"" + role + "\"]}"),
            "\"profileArn\":\"([^\"]+)\"");
    anchor =
        found(
            rest(
                "/trustanchors",
                "{\"name\":\"a\",\"enabled\":true,\"source\":{\"sourceType\":\"CERTIFICATE_BUNDLE\","
                    + "\"sourceData\":{\"x509CertificateData\":\""
                    + CA.pem().replace("\n", "\\n")
                    + "\"}}}"),
            "\"trustAnchorArn\":\"([^\"]+)\"");
  }

  static EdgeWorld open(Path folder)
      throws IOException, WrongMasterKeyException, InvalidConfigurationException {
    SettableClock clock = new SettableClock(Opened.START);
    ApiBed bed = ApiBed.open(folder, clock);
    ApiAssembly assembly =
        new ApiAssembly(
            ServiceConfig.read(SettingSources.read(Map.of(), Map.of(), Optional.empty())),
            bed.persistence(),
            VerificationProvider.fastest(),
            RevocationSource.NONE,
            new NoTrail(),
            _ -> {},
            Opened.surroundings(clock));
    HttpLimits limits = HttpLimits.DEFAULTS.withBodyBytes(ApiEdge::maxBodyBytes);
    return new EdgeWorld(bed, new EmbeddedEdge(assembly.handler(), new ApiEdge(), limits));
  }

  /** A CreateSession of the workload, as it should be but for its body. */
  CapturedRequest createSession(String body) {
    return TestSession.by(WORKLOAD)
        .host(HOST)
        .at(Opened.START)
        .arns(anchor, profile, role)
        .body(body)
        .sign();
  }

  /** A CreateSession of the workload that names what it likes. */
  CapturedRequest createSession(QueryString query, String body) {
    return TestSession.by(WORKLOAD).host(HOST).at(Opened.START).query(query).body(body).sign();
  }

  /** The raw bytes of a call that root has signed. */
  byte[] signed(String scope, String method, String path, QueryString query, String text) {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    try {
      Headers signed =
          signer(scope)
              .sign(
                  SignableRequest.of(method, path, query, Headers.of("Host", HOST), body),
                  new AmzDate(Opened.START));
      return Wire.request(method, target(path, query), signed, body);
    } catch (MalformedRequestException e) {
      throw new AssertionError(e);
    }
  }

  /** The query of a call without a body that root has presigned. */
  QueryString presigned(String scope, String path, QueryString query) {
    try {
      return signer(scope)
          .presign(
              SignableRequest.of("GET", path, query, Headers.of("Host", HOST), new byte[0]),
              new AmzDate(Opened.START),
              Duration.ofMinutes(10));
    } catch (MalformedRequestException e) {
      throw new AssertionError(e);
    }
  }

  /** The bytes of an HTTP/1.1 request without a body for that target. */
  static byte[] get(String target) {
    return Wire.request("GET", target, Headers.of("Host", HOST), new byte[0]);
  }

  static byte[] raw(CapturedRequest request) {
    String target = request.rawPath() + '?' + request.rawQuery();
    return Wire.request(request.method(), target, request.headers(), request.body());
  }

  static String target(String path, QueryString query) {
    return query.parameters().isEmpty() ? path : path + '?' + query.canonical();
  }

  @Override
  public void close() {
    bed.close();
  }

  private SigV4Signer signer(String scope) {
    return new SigV4Signer(
        bed.root().accessKeyId(), bed.root().secret(), null, ApiBed.REGION, scope);
  }

  private String rest(String path, String body) {
    return sent(signed("rolesanywhere", "POST", path, QueryString.EMPTY, body));
  }

  private String form(String action, String... namesAndValues) {
    QueryString all =
        QueryString.of(namesAndValues).with("Action", action).with("Version", "2010-05-08");
    return sent(signed("iam", "POST", "/", QueryString.EMPTY, all.canonical()));
  }

  private String sent(byte[] request) {
    try {
      return new String(edge.http1(request), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String found(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    if (!matcher.find()) {
      throw new AssertionError(text);
    }
    return matcher.group(1);
  }

  private static final class NoTrail implements AuditTrail {
    @Override
    public void record(AuditEvent event) {}

    @Override
    public void recordUnproven(AuditEvent event) {}
  }
}
