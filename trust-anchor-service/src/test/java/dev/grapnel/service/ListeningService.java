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
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/** The whole service on a free port of loopback, with one of everything registered. */
final class ListeningService implements AutoCloseable {
  final TestCa ca;
  final TestIdentity workload;
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
    ca = TestCa.root("Registered CA", KeyKind.P256);
    workload = ca.leaf("workload").issue();
    api = address(service);
    tls = new TrustedTls(data.resolve("tls/ca.pem")).fresh();
    controlPlane = new ControlPlane(api, data.resolve("root-credentials"), tls);
    anchor = controlPlane.trustAnchor("anchor", ca.pem());
    role = controlPlane.role("role");
    profile = controlPlane.profile("profile", role);
  }

  /** The service once more, with what was registered before. */
  private ListeningService(RunningService service, Path data, ListeningService before)
      throws IOException, GeneralSecurityException {
    this.service = service;
    this.data = data;
    ca = before.ca;
    workload = before.workload;
    api = address(service);
    tls = new TrustedTls(data.resolve("tls/ca.pem")).fresh();
    controlPlane = new ControlPlane(api, data.resolve("root-credentials"), tls);
    anchor = before.anchor;
    role = before.role;
    profile = before.profile;
  }

  private static URI address(RunningService service) {
    return URI.create("https://127.0.0.1:" + service.apiAddress().getPort());
  }

  static ListeningService start(Path data)
      throws IOException,
          GeneralSecurityException,
          MalformedRequestException,
          InvalidConfigurationException,
          WrongMasterKeyException {
    return new ListeningService(run(data, Map.of()), data);
  }

  /** Stops this one, and starts it again over the same data with these settings. */
  ListeningService restart(Map<String, String> settings)
      throws IOException,
          GeneralSecurityException,
          InvalidConfigurationException,
          WrongMasterKeyException {
    close();
    return new ListeningService(run(data, settings), data, this);
  }

  /** Another service over that data, for which this one's credentials are good. */
  ListeningService beside(Path otherData, Map<String, String> settings)
      throws IOException,
          GeneralSecurityException,
          InvalidConfigurationException,
          WrongMasterKeyException {
    RunningService other = run(otherData, settings);
    Files.copy(data.resolve("root-credentials"), otherData.resolve("root-credentials"));
    return new ListeningService(other, otherData, this);
  }

  private static RunningService run(Path data, Map<String, String> settings)
      throws IOException, InvalidConfigurationException, WrongMasterKeyException {
    Map<String, String> flags = new HashMap<>(settings);
    flags.putAll(
        Map.of("data", data.toString(), "listen", "127.0.0.1:0", "management", "127.0.0.1:0"));
    return RunningService.start(
        ServiceConfig.read(SettingSources.read(flags, Map.of(), Optional.empty())));
  }

  /** Where health and metrics are. */
  URI management() {
    return URI.create("http://127.0.0.1:" + service.managementAddress().getPort());
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
