package dev.grapnel.service.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.grapnel.testing.PythonVenv;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Spot checks of the API with the real AWS CLI. */
class AwsCliTest {
  private static final String TRUST =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow",
      "Principal":{"Service":"rolesanywhere.amazonaws.com"},"Action":"sts:AssumeRole"}]}\
      """;

  @Test
  void anOperatorsSession_ofCommands_works(@TempDir Path folder) throws Exception {
    try (ForeignWorld world = ForeignWorld.open(folder)) {
      String source =
          "{\"sourceType\":\"CERTIFICATE_BUNDLE\",\"sourceData\":{\"x509CertificateData\":\"%s\"}}"
              .formatted(world.caPem().replace("\n", "\\n"));
      String anchor =
          aws(
              world,
              "rolesanywhere create-trust-anchor --name cli --enabled --query"
                  + " trustAnchor.trustAnchorArn",
              "--source",
              source);
      assertTrue(anchor.contains(":trust-anchor/"), anchor);
      String role =
          aws(
              world,
              "iam create-role --role-name cli --query Role.Arn",
              "--assume-role-policy-document",
              TRUST);
      assertEquals("arn:aws:iam::" + ApiBed.ACCOUNT + ":role/cli", role);
      String profile =
          aws(
              world,
              "rolesanywhere create-profile --name cli --query profile.profileArn",
              "--role-arns",
              role);
      assertEquals(
          "True",
          aws(
              world,
              "rolesanywhere enable-profile --query profile.enabled",
              "--profile-id",
              profile));
      assertEquals(
          "cli", aws(world, "rolesanywhere list-trust-anchors --query trustAnchors[].name"));
      assertEquals(
          "arn:aws:iam::" + ApiBed.ACCOUNT + ":root",
          aws(world, "sts get-caller-identity --query Arn"));
    }
  }

  @Test
  void aRefusal_isToldByItsCodeAndMessage(@TempDir Path folder) throws Exception {
    try (ForeignWorld world = ForeignWorld.open(folder)) {
      String refusal =
          run(world, 255, "rolesanywhere", "get-profile", "--profile-id", "0".repeat(36));
      assertTrue(refusal.contains("(ValidationException)"), refusal);
      String absent = run(world, 255, "iam", "get-role", "--role-name", "nobody");
      assertTrue(absent.contains("(NoSuchEntity)"), absent);
    }
  }

  private static String aws(ForeignWorld world, String command, String... more)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of(command.split(" ")));
    words.addAll(List.of(more));
    words.addAll(List.of("--output", "text"));
    return run(world, 0, words.toArray(String[]::new)).strip();
  }

  private static String run(ForeignWorld world, int exit, String... arguments)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>();
    words.add(PythonVenv.ready().aws().toString());
    words.addAll(List.of("--endpoint-url", world.endpoint().toString()));
    words.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.environment().clear();
    builder
        .environment()
        .putAll(
            Map.of(
                "PATH",
                "/usr/bin:/bin",
                "AWS_ACCESS_KEY_ID",
                world.bed().root().accessKeyId(),
                "AWS_SECRET_ACCESS_KEY",
                world.bed().root().secret().revealText(),
                "AWS_DEFAULT_REGION",
                ApiBed.REGION,
                "AWS_EC2_METADATA_DISABLED",
                "true"));
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(exit, process.waitFor(), output);
    return output;
  }
}
