package dev.grapnel.agent.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.grapnel.agent.testing.IdentityFiles;
import dev.grapnel.agent.testing.RecordingService;
import dev.grapnel.testing.KeyKind;
import dev.grapnel.testing.PythonVenv;
import dev.grapnel.testing.TestCa;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real boto3 reads each outlet and goes on through refreshes. */
class Boto3Test {
  private static final int ISSUES = 4;

  @TempDir Path folder;
  private RecordingService service;
  private String profile;

  @BeforeEach
  void setUp() throws IOException {
    service = RecordingService.start();
    service.respondWith(RecordingService.issuing(Duration.ofSeconds(4)));
    IdentityFiles files =
        IdentityFiles.write(folder, TestCa.root(KeyKind.P256).leaf("demo").issue());
    profile = AgentUnderTest.profile("main", files, service.endpoint().toString());
  }

  @AfterEach
  void tearDown() {
    service.close();
    assertEquals(List.of(), service.faults());
  }

  private void assertSeesIssues(Map<String, String> environment)
      throws IOException, InterruptedException {
    Path script =
        Path.of(System.getProperty("grapnel.root", ".."))
            .resolve("agent/src/test/python/frozen_credentials.py");
    ProcessBuilder builder =
        new ProcessBuilder(
                PythonVenv.ready().python().toString(),
                script.toString(),
                Integer.toString(ISSUES),
                "60")
            .redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
    builder.environment().put("HOME", folder.toString());
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), out);
    assertEquals(ISSUES, out.lines().count(), out);
    for (String line : out.lines().toList()) {
      assertTrue(line.matches("ASIATEST0*(\\d+) secret-\\1 token-\\1"), line);
    }
  }

  @Test
  void containerEndpoint_keepsBoto3Going() throws Exception {
    Path token = folder.resolve("token");
    String outlet =
        "[profile.main.container]\nlisten = \"127.0.0.1:0\"\ntoken-file = \"" + token + "\"\n";
    try (AgentUnderTest agent = AgentUnderTest.start(folder, profile + outlet)) {
      assertTrue(agent.daemon.awaitFirstAttempt(Duration.ofSeconds(20)));
      Map<String, String> environment = new HashMap<>();
      environment.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", agent.address("main") + "/credentials");
      environment.put("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", token.toString());
      assertSeesIssues(environment);
    }
  }

  /** Botocore stretches what is nearly over by some minutes, so the lifetime must be longer. */
  @Test
  void metadataService_isReadByBoto3() throws Exception {
    service.respondWith(RecordingService.issuing(Duration.ofHours(1)));
    String outlet = "[profile.main.imds]\nlisten = \"127.0.0.1:0\"\n";
    try (AgentUnderTest agent = AgentUnderTest.start(folder, profile + outlet)) {
      assertTrue(agent.daemon.awaitFirstAttempt(Duration.ofSeconds(20)));
      Path script = Files.writeString(folder.resolve("once.py"), IMDS_SCRIPT);
      ProcessBuilder builder =
          new ProcessBuilder(PythonVenv.ready().python().toString(), script.toString())
              .redirectErrorStream(true);
      builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
      builder.environment().put("HOME", folder.toString());
      builder.environment().put("AWS_EC2_METADATA_SERVICE_ENDPOINT", agent.address("main") + "/");
      Process process = builder.start();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(0, process.waitFor(), out);
      assertEquals("ASIATEST00000001 secret-1 token-1\n", out);
    }
  }

  private static final String IMDS_SCRIPT =
      """
      import boto3
      found = boto3.Session(region_name="us-east-1").get_credentials().get_frozen_credentials()
      print(found.access_key, found.secret_key, found.token)
      """;
}
