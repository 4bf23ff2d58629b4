package dev.grapnel.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.grapnel.testing.PythonVenv;
import dev.grapnel.testing.Scale;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real SDKs against the real service through every outlet that they read, all at once, while the
 * workload's certificate, which lives for a minute, is renewed again and again: nobody is ever
 * without good credentials.
 */
class OutletsIT {
  private static final Duration LIFETIME = Duration.ofSeconds(66);
  private static final Duration RENEWAL = Duration.ofSeconds(22);
  private static final int RENEWALS = Scale.pick(3, 12);

  /** Through the last renewal, and past the end of the first credentials. */
  private static final String SECONDS = Long.toString(RENEWAL.toSeconds() * (RENEWALS + 1) - 6);

  /** What an SDK sees that asks its outlet whenever its credentials have not long to live. */
  private static final int EVERY_ISSUE = 4;

  /** What an SDK sees at least that keeps credentials to their end. */
  private static final int NEXT_ISSUE = Scale.pick(2, 4);

  @TempDir Path folder;
  private Neighbourhood neighbourhood;
  private RenewedPair pair;
  private RunningAgent agent;
  private Path token;
  private Path file;

  @BeforeEach
  void start() throws IOException {
    neighbourhood = new Neighbourhood(folder);
    pair =
        new RenewedPair(
            neighbourhood.ca(),
            folder.resolve("workload.pem"),
            folder.resolve("workload.key"),
            LIFETIME);
    pair.renew();
    token = folder.resolve("token");
    file = folder.resolve("shared/credentials");
    Path config =
        Files.writeString(
            folder.resolve("agent.toml"),
            "[agent]\nsocket = \"agent.sock\"\n"
                + neighbourhood.agentProfile("workload")
                + "[profile.workload.container]\nlisten = \"127.0.0.1:0\"\ntoken-file = \"token\"\n"
                + "[profile.workload.imds]\nlisten = \"127.0.0.1:0\"\nhop-limit = 1\n"
                + "[profile.workload.file]\npath = \"shared/credentials\"\n");
    agent =
        RunningAgent.start(
            config, folder.resolve("agent.log"), neighbourhood.workloadEnvironment());
    Files.writeString(
        folder.resolve("aws-config"),
        "[profile direct]\ncredential_process = "
            + String.join(" ", neighbourhood.credentialProcess())
            + "\n[profile daemon]\ncredential_process = "
            + String.join(" ", throughTheDaemon())
            + "\n[profile workload]\nregion = us-east-1\n");
  }

  @AfterEach
  void stop() {
    if (agent != null) {
      agent.close();
    }
    neighbourhood.close();
  }

  private List<String> throughTheDaemon() {
    return List.of(
        Distribution.agent().toString(),
        "credential-process",
        "--profile",
        "workload",
        "--socket",
        folder.resolve("agent.sock").toString());
  }

  /** The command with what an SDK needs to find the credentials at that outlet, and the service. */
  private Command at(String outlet, Command command) {
    Command base =
        command
            .withAll(neighbourhood.workloadEnvironment())
            .with("AWS_REGION", Neighbourhood.REGION)
            .with("AWS_DEFAULT_REGION", Neighbourhood.REGION)
            .with("NODE_EXTRA_CA_CERTS", neighbourhood.service().caCertificate());
    return switch (outlet) {
      case "direct", "daemon" -> base.with("AWS_PROFILE", outlet);
      case "container" ->
          base.with(
                  "AWS_CONTAINER_CREDENTIALS_FULL_URI", agent.address("container") + "/credentials")
              .with("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", token);
      case "imds" ->
          base.with("AWS_EC2_METADATA_SERVICE_ENDPOINT", agent.address("imds") + "/")
              .with("AWS_EC2_METADATA_DISABLED", "false")
              // Botocore waits for one second, once: too little on a machine that does much else.
              .with("AWS_METADATA_SERVICE_TIMEOUT", "10")
              .with("AWS_METADATA_SERVICE_NUM_ATTEMPTS", "3");
      case "file" -> base.with("AWS_SHARED_CREDENTIALS_FILE", file).with("AWS_PROFILE", "workload");
      default -> throw new IllegalArgumentException(outlet);
    };
  }

  private SdkClient boto3(String outlet, String session, int issues) {
    Path script = Distribution.repository().resolve("packaging/src/test/python/outlet_client.py");
    return SdkClient.start(
        "boto3 " + outlet,
        folder,
        issues,
        at(outlet, Command.of(PythonVenv.ready().python(), script, session, SECONDS)));
  }

  private SdkClient java(String name, String outlet, int issues, String argument) {
    Command command =
        Command.of(
            Distribution.javaHome().resolve("bin/java"),
            "-Xmx64m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            Objects.requireNonNull(System.getProperty("java.class.path")),
            JavaSdkClient.class.getName(),
            outlet,
            argument,
            SECONDS,
            neighbourhood.service().api(),
            neighbourhood.service().caCertificate());
    Map<String, String> environment = at(name, command).environment();
    return SdkClient.start(
        "Java " + name, folder, issues, new Command(command.words(), environment));
  }

  @Test
  void sdks_throughEveryOutlet_keepWorkingWhileTheCertificateIsRenewed() throws Exception {
    List<SdkClient> clients = new ArrayList<>();
    clients.add(boto3("direct", "kept", EVERY_ISSUE));
    // The launcher keeps what the daemon said until the daemon would have refreshed it.
    clients.add(boto3("daemon", "kept", NEXT_ISSUE));
    clients.add(boto3("container", "kept", EVERY_ISSUE));
    // Botocore stretches the life of what the metadata service gives by many minutes, for outages.
    clients.add(boto3("imds", "fresh", EVERY_ISSUE));
    clients.add(boto3("file", "fresh", EVERY_ISSUE));
    String direct = String.join(" ", neighbourhood.credentialProcess());
    clients.add(java("direct", "process", NEXT_ISSUE, direct));
    clients.add(java("daemon", "process", NEXT_ISSUE, String.join(" ", throughTheDaemon())));
    clients.add(java("container", "container", EVERY_ISSUE, "-"));
    clients.add(java("imds", "imds", NEXT_ISSUE, agent.address("imds")));
    clients.add(java("file", "file", EVERY_ISSUE, file.toString()));
    if (Scale.current() == Scale.LONG) {
      clients.addAll(OtherSdks.start(folder, this::at, SECONDS, NEXT_ISSUE));
    }
    for (int renewal = 0; renewal < RENEWALS; renewal++) {
      RunningAgent.pause(RENEWAL);
      pair.renew();
    }
    List<String> faults = new ArrayList<>();
    for (SdkClient client : clients) {
      faults.addAll(client.faults(neighbourhood.sessionArnPrefix()));
    }
    assertEquals(List.of(), faults, agent.log());
    assertTrue(agent.refreshes() >= RENEWALS + 1, agent.log());
  }
}
