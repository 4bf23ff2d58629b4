package dev.grapnel.packaging;

import dev.grapnel.testing.KeyKind;
import dev.grapnel.testing.PythonVenv;
import dev.grapnel.testing.RunningService;
import dev.grapnel.testing.TestCa;
import dev.grapnel.testing.TestIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A running service with a trust anchor, a role and a profile, registered with the real AWS CLI,
 * and a workload with a certificate under that anchor: what a user has after the first chapter.
 */
final class Neighbourhood implements AutoCloseable {
  static final String REGION = "us-east-1";
  static final String ROLE = "workload-role";
  private static final String TRUST_POLICY =
      """
      {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
      "Principal": {"Service": "rolesanywhere.amazonaws.com"},
      "Action": ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"],
      "Condition": {"ArnEquals": {"aws:SourceArn": "%s"}}}]}\
      """;

  private final Path folder;
  private final RunningService service;
  private final TestCa ca;
  private final TestIdentity workload;
  private final String anchorArn;
  private final String roleArn;
  private final String profileArn;

  /** Starts and registers everything; {@code folder} is empty. */
  Neighbourhood(Path folder) throws IOException {
    this.folder = folder;
    privateFolder("home");
    privateFolder("run");
    Files.writeString(folder.resolve("aws-config"), "[default]\nregion = " + REGION + "\n");
    ca = TestCa.root("Neighbourhood CA", KeyKind.P256);
    workload = ca.leaf("workload-1").issue();
    Files.writeString(folder.resolve("ca.pem"), ca.pem());
    Files.writeString(folder.resolve("workload.pem"), workload.pem());
    Files.writeString(folder.resolve("workload.key"), workload.keyPkcs8Pem());
    service = RunningService.start(Distribution.service(), folder.resolve("data"));
    anchorArn =
        register(
            "rolesanywhere",
            "create-trust-anchor",
            "trustAnchor.trustAnchorArn",
            "--name",
            "neighbourhood",
            "--enabled",
            "--source",
            source(ca));
    roleArn =
        register(
            "iam",
            "create-role",
            "Role.Arn",
            "--role-name",
            ROLE,
            "--assume-role-policy-document",
            TRUST_POLICY.formatted(anchorArn));
    profileArn =
        register(
            "rolesanywhere",
            "create-profile",
            "profile.profileArn",
            "--name",
            "neighbourhood",
            "--enabled",
            "--role-arns",
            roleArn);
  }

  private static String source(TestCa ca) {
    return """
    {"sourceType": "CERTIFICATE_BUNDLE", "sourceData": {"x509CertificateData": "%s"}}\
    """
        .formatted(ca.pem().replace("\n", "\\n"));
  }

  private String register(String service, String operation, String query, String... arguments) {
    Command aws =
        Command.of(
            PythonVenv.ready().aws(), service, operation, "--output", "text", "--query", query);
    return aws.and(arguments).withAll(rootEnvironment()).output().strip();
  }

  RunningService service() {
    return service;
  }

  Path folder() {
    return folder;
  }

  /** The registered trust anchor's CA. */
  TestCa ca() {
    return ca;
  }

  /** What the ARNs of all sessions of the role begin with. */
  String sessionArnPrefix() {
    return roleArn.replace(":iam:", ":sts:").replace(":role/", ":assumed-role/") + "/";
  }

  /** The agent's configuration of the workload's profile, without outlets. */
  String agentProfile(String name) {
    return """
    [profile.%s]
    certificate = "workload.pem"
    private-key = "workload.key"
    trust-anchor-arn = "%s"
    profile-arn = "%s"
    role-arn = "%s"
    endpoint = "%s"
    ca-bundle = "%s"
    """
        .formatted(name, anchorArn, profileArn, roleArn, service.api(), service.caCertificate());
  }

  /** The ARN that a session of the workload has. */
  String sessionArn() {
    String hex = workload.serial().toString(16);
    String serial = hex.length() % 2 == 0 ? hex : "0" + hex;
    return sessionArnPrefix() + serial;
  }

  /** The agent's command line for the workload's credentials. */
  List<String> credentialProcess() {
    return List.of(
        Distribution.agent().toString(),
        "credential-process",
        "--certificate",
        folder.resolve("workload.pem").toString(),
        "--private-key",
        folder.resolve("workload.key").toString(),
        "--trust-anchor-arn",
        anchorArn,
        "--profile-arn",
        profileArn,
        "--role-arn",
        roleArn,
        "--endpoint",
        service.api().toString(),
        "--ca-bundle",
        service.caCertificate().toString());
  }

  /** What the workload's programs find in their environment: nothing of the service's secrets. */
  Map<String, String> workloadEnvironment() {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("HOME", folder.resolve("home").toString());
    environment.put("XDG_RUNTIME_DIR", folder.resolve("run").toString());
    environment.put("AWS_CONFIG_FILE", folder.resolve("aws-config").toString());
    environment.put("AWS_ENDPOINT_URL", service.api().toString());
    environment.put("AWS_CA_BUNDLE", service.caCertificate().toString());
    environment.put("AWS_EC2_METADATA_DISABLED", "true");
    return environment;
  }

  Map<String, String> rootEnvironment() {
    Map<String, String> environment = workloadEnvironment();
    environment.put("AWS_SHARED_CREDENTIALS_FILE", service.rootCredentials().toString());
    return environment;
  }

  private void privateFolder(String name) throws IOException {
    Files.createDirectory(
        folder.resolve(name),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  @Override
  public void close() {
    service.close();
  }
}
