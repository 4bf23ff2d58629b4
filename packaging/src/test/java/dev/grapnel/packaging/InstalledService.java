package dev.grapnel.packaging;

import dev.grapnel.testing.PythonVenv;
import dev.grapnel.testing.TestCa;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * The installed service, started as its unit says, and what an administrator registers there with
 * the AWS CLI.
 */
final class InstalledService {
  static final String ENDPOINT = "https://127.0.0.1:8443";
  private static final String STATE = "/var/lib/trust-anchor-service";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String TRUST_POLICY =
      """
      {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
      "Principal": {"Service": "rolesanywhere.amazonaws.com"},
      "Action": ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"],
      "Condition": {"ArnEquals": {"aws:SourceArn": "%s"}}}]}\
      """;

  private final DebianRoot debian;
  private final Path home;
  private final Path log;

  private InstalledService(DebianRoot debian, Path folder) throws IOException {
    this.debian = debian;
    home = Files.createDirectories(folder.resolve("administrator"));
    log = folder.resolve("service.log");
  }

  static InstalledService start(DebianRoot debian, Path folder) throws IOException {
    InstalledService service = new InstalledService(debian, folder);
    SystemdUnit unit =
        SystemdUnit.read(debian.file("/usr/lib/systemd/system/trust-anchor-service.service"));
    Process process =
        debian
            .hardenedAs(
                unit.value("User"),
                unit.value("Group"),
                List.of(),
                unit.words("ExecStart").toArray())
            .start(ProcessBuilder.Redirect.to(service.log.toFile()));
    await(
        "the service listens",
        () -> service.log().contains("API listens on ") || !process.isAlive());
    if (!process.isAlive()) {
      throw new AssertionError("the service did not start: " + service.log());
    }
    return service;
  }

  static void await(String what, BooleanSupplier condition) {
    Instant end = Instant.now().plus(PATIENCE);
    while (!condition.getAsBoolean()) {
      if (Instant.now().isAfter(end)) {
        throw new AssertionError("waited in vain: " + what);
      }
      RunningAgent.pause(Duration.ofMillis(100));
    }
  }

  private String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** The CA of the service's own certificate. */
  Path caCertificate() {
    return debian.file(STATE + "/tls/ca.pem");
  }

  /** Registers the CA, a role and a profile; the three lines of an agent's profile. */
  String register(TestCa ca) {
    String source =
        """
        {"sourceType": "CERTIFICATE_BUNDLE", "sourceData": {"x509CertificateData": "%s"}}\
        """
            .formatted(ca.pem().replace("\n", "\\n"));
    String anchor =
        call("rolesanywhere", "create-trust-anchor", "trustAnchor.trustAnchorArn")
            .and("--name", "installed", "--enabled", "--source", source)
            .output()
            .strip();
    String role =
        call("iam", "create-role", "Role.Arn")
            .and("--role-name", "workload", "--assume-role-policy-document")
            .and(TRUST_POLICY.formatted(anchor))
            .output()
            .strip();
    String profile =
        call("rolesanywhere", "create-profile", "profile.profileArn")
            .and("--name", "installed", "--enabled", "--role-arns", role)
            .output()
            .strip();
    return """
    trust-anchor-arn = "%s"
    profile-arn = "%s"
    role-arn = "%s"
    """
        .formatted(anchor, profile, role);
  }

  private Command call(String service, String operation, String query) {
    return debian
        .besideAs("root", PythonVenv.ready().aws(), service, operation)
        .and("--region", "us-east-1", "--output", "text", "--query", query)
        .with("HOME", home)
        .with("AWS_SHARED_CREDENTIALS_FILE", debian.file(STATE + "/root-credentials"))
        .with("AWS_CA_BUNDLE", caCertificate())
        .with("AWS_ENDPOINT_URL", ENDPOINT)
        .with("AWS_EC2_METADATA_DISABLED", "true");
  }
}
