package dev.grapnel.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.grapnel.testing.PythonVenv;
import dev.grapnel.testing.TrustedTls;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.ProcessCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;

/** The main job with the tools that users have: their SDK runs the agent and calls the service. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SdkIT {
  private Neighbourhood neighbourhood;

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    neighbourhood = new Neighbourhood(folder);
    Files.writeString(
        folder.resolve("aws-config"),
        "[profile workload]\nregion = us-east-1\ncredential_process = "
            + String.join(" ", neighbourhood.credentialProcess())
            + "\n");
  }

  @AfterAll
  void stop() {
    neighbourhood.close();
  }

  @Test
  void getCallerIdentity_boto3WithCredentialProcess_isTheRoleSession() {
    Path script = Distribution.repository().resolve("packaging/src/test/python/caller_identity.py");
    String arn =
        Command.of(PythonVenv.ready().python(), script, "workload")
            .withAll(neighbourhood.workloadEnvironment())
            .output();
    assertEquals(neighbourhood.sessionArn(), arn.strip());
  }

  @Test
  void getCallerIdentity_awsCliWithCredentialProcess_isTheRoleSession() {
    String arn =
        Command.of(PythonVenv.ready().aws(), "sts", "get-caller-identity", "--profile", "workload")
            .and("--query", "Arn", "--output", "text")
            .withAll(neighbourhood.workloadEnvironment())
            .output();
    assertEquals(neighbourhood.sessionArn(), arn.strip());
  }

  @Test
  void getCallerIdentity_awsSdkForJava_isTheRoleSession()
      throws IOException, GeneralSecurityException {
    URI api = neighbourhood.service().api();
    TrustedTls trusted = new TrustedTls(neighbourhood.service().caCertificate());
    try (ProcessCredentialsProvider credentials =
            ProcessCredentialsProvider.builder().command(commandWithEnvironment()).build();
        SdkHttpClient http =
            UrlConnectionHttpClient.builder().tlsTrustManagersProvider(trusted::managers).build();
        StsClient sts =
            StsClient.builder()
                .endpointOverride(api)
                .region(Region.of(Neighbourhood.REGION))
                .credentialsProvider(credentials)
                .httpClient(http)
                .build()) {
      assertEquals(neighbourhood.sessionArn(), sts.getCallerIdentity().arn());
    }
  }

  /**
   * The provider has no setting for the environment, so that of the test goes before the command.
   */
  private List<String> commandWithEnvironment() {
    List<String> words = new ArrayList<>(List.of("env", "-i", "PATH=/usr/bin:/bin"));
    for (Map.Entry<String, String> entry : neighbourhood.workloadEnvironment().entrySet()) {
      words.add(entry.getKey() + "=" + entry.getValue());
    }
    words.addAll(neighbourhood.credentialProcess());
    return words;
  }
}
