package dev.grapnel.service;

import dev.grapnel.protocol.signing.MalformedRequestException;
import dev.grapnel.service.config.InvalidConfigurationException;
import dev.grapnel.service.config.ServiceConfig;
import dev.grapnel.service.config.SettingSources;
import dev.grapnel.service.token.WrongMasterKeyException;
import dev.grapnel.testing.CapturedRequest;
import dev.grapnel.testing.ControlPlane;
import dev.grapnel.testing.KeyKind;
import dev.grapnel.testing.TestCa;
import dev.grapnel.testing.TestIdentity;
import dev.grapnel.testing.TestSession;
import dev.grapnel.testing.TrustedTls;
import dev.grapnel.testing.Wire;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/** The whole service on a free port of loopback, with one of everything registered. */
final class ListeningService implements AutoCloseable {
  final TestCa ca = TestCa.root("Registered CA", KeyKind.P256);
  final TestIdentity workload = ca.leaf("workload").issue();
  final URI api;
  final ControlPlane controlPlane;
  final String anchor;
  final String role;
  final String profile;

  private final Path data;
  private final RunningService service;
  final SSLContext tls;

  private ListeningService(RunningService service, Path data)
      throws IOException, GeneralSecurityException, MalformedRequestException {
    this.service = service;
    this.data = data;
    api = URI.create("https://127.0.0.1:" + service.apiAddress().getPort());
    tls = new TrustedTls(data.resolve("tls/ca.pem")).fresh();
    controlPlane = new ControlPlane(api, data.resolve("root-credentials"), tls);
    anchor = controlPlane.trustAnchor("anchor", ca.pem());
    role = controlPlane.role("role");
    profile = controlPlane.profile("profile", role);
  }

  static ListeningService start(Path data)
      throws IOException,
          GeneralSecurityException,
          MalformedRequestException,
          InvalidConfigurationException,
          WrongMasterKeyException {
    Map<String, String> flags =
        Map.of("data", data.toString(), "listen", "127.0.0.1:0", "management", "127.0.0.1:0");
    ServiceConfig config =
        ServiceConfig.read(SettingSources.read(flags, Map.of(), Optional.empty()));
    return new ListeningService(RunningService.start(config), data);
  }

  /** A call by that identity, signed now, that asks for the role. */
  TestSession call(TestIdentity identity) {
    return TestSession.by(identity)
        .host(api.getAuthority())
        .at(Instant.now())
        .arns(anchor, profile, role);
  }

  TestSession call() {
    return call(workload);
  }

  /** Another account's ARN of the same kind and name. */
  static String elsewhere(String arn) {
    Matcher account = Pattern.compile(":\\d{12}:").matcher(arn);
    return account.replaceFirst(":000000000001:");
  }

  Wire.Answer send(CapturedRequest request) throws IOException {
    String target =
        request.rawQuery().isEmpty()
            ? request.rawPath()
            : request.rawPath() + '?' + request.rawQuery();
    return send(Wire.request(request.method(), target, request.headers(), request.body()));
  }

  Wire.Answer send(byte[] raw) throws IOException {
    try (Wire wire = new Wire(api, tls)) {
      return wire.send(raw);
    }
  }

  /** The audit trail's record of that request, without the samples of refusals before proof. */
  Optional<String> recorded(String requestId) throws IOException {
    try (Stream<Path> files = Files.list(data.resolve("audit"))) {
      for (Path file :
          files.filter(f -> f.getFileName().toString().startsWith("audit-")).toList()) {
        for (String line : Files.readAllLines(file)) {
          if (line.contains(requestId)) {
            return Optional.of(line);
          }
        }
      }
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    service.stop();
  }
}
