package dev.grapnel.service.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.grapnel.protocol.certificate.Pem;
import dev.grapnel.service.registry.control.RoleDraft;
import dev.grapnel.service.registry.subject.Sighting;
import dev.grapnel.service.registry.subject.SubjectIds;
import dev.grapnel.service.store.Opened;
import dev.grapnel.testing.KeyKind;
import dev.grapnel.testing.PythonVenv;
import dev.grapnel.testing.TestCa;
import dev.grapnel.testing.TestIdentity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole of botocore's model of Roles Anywhere, by boto3, against the API on a real port. */
class ModelWalkTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int FEWEST_CHECKS = 700;
  private static final TestCa CA = TestCa.root("Walked CA", KeyKind.P256);

  @Test
  void everyOperation_errorAndConstraint_isAsModelled(@TempDir Path folder) throws Exception {
    try (ApiBed bed = ApiBed.open(folder.resolve("data"), InstantSource.system());
        ApiServer server = ApiServer.start(bed)) {
      Path materials = folder.resolve("materials.json");
      Files.writeString(materials, JSON.writeValueAsString(materials(bed, server, folder)));

      List<JsonNode> checks = walk(materials);

      List<String> failed =
          checks.stream()
              .filter(check -> !check.get("ok").booleanValue())
              .map(JsonNode::toString)
              .toList();
      assertEquals(List.of(), failed, () -> String.join("\n", failed));
      assertTrue(checks.size() >= FEWEST_CHECKS, () -> "only " + checks.size() + " checks");
    }
  }

  private static List<JsonNode> walk(Path materials) throws IOException, InterruptedException {
    Path script = Path.of("src/test/python/model_walk.py");
    Process process =
        new ProcessBuilder(
                PythonVenv.ready().python().toString(), script.toString(), materials.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<JsonNode> checks = new ArrayList<>();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    output.lines().map(JSON::readTree).forEach(checks::add);
    int exit = process.waitFor();
    assertTrue(exit <= 1, () -> "the walk broke off: exit " + exit);
    return checks;
  }

  private static Map<String, Object> materials(ApiBed bed, ApiServer server, Path folder)
      throws Exception {
    TestIdentity workload = CA.leaf("workload").issue();
    Map<String, Object> materials = new LinkedHashMap<>();
    materials.put("endpoint", server.endpoint().toString());
    materials.put("ca_bundle", "");
    materials.put("region", ApiBed.REGION);
    materials.put("account", ApiBed.ACCOUNT);
    materials.put("root", keys(bed.root()));
    materials.put("powerless", keys(powerless(bed)));
    materials.put("ca_pem", CA.pem());
    materials.put("crl_pem", crl());
    materials.put("subject_id", subject(bed, workload));
    materials.put("database", folder.resolve("data/registry.db").toString());
    return materials;
  }

  private static Map<String, String> keys(ApiBed.Signer signer) {
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put("access_key", signer.accessKeyId());
    keys.put("secret_key", signer.secret().revealText());
    if (signer.sessionToken() != null) {
      keys.put("token", signer.sessionToken());
    }
    return keys;
  }

  /** A session of a role that allows nothing. */
  private static ApiBed.Signer powerless(ApiBed bed) {
    String trust =
        """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow",
        "Principal":{"Service":"rolesanywhere.amazonaws.com"},"Action":"sts:AssumeRole"}]}\
        """;
    Opened.passed(
        bed.persistence()
            .controlPlane()
            .roles()
            .create(
                ApiBed.ACCOUNT,
                new RoleDraft(
                    "/",
                    "powerless",
                    "",
                    trust,
                    RoleDraft.DEFAULT_MAX_SESSION_DURATION,
                    Map.of())));
    return bed.session("powerless");
  }

  private static String subject(ApiBed bed, TestIdentity workload) throws IOException {
    List<Sighting> sightings = new ArrayList<>();
    for (String name : List.of("CN=workload", "CN=workload 2")) {
      sightings.add(
          new Sighting(
              ApiBed.ACCOUNT,
              Instant.now(),
              name,
              workload.serial().toString(),
              "CN=Walked CA",
              workload.der(),
              Instant.now().plusSeconds(86_400),
              false,
              Map.of("host", "a")));
    }
    bed.persistence().store().subjects().record(sightings);
    return SubjectIds.of(ApiBed.ACCOUNT, "CN=workload");
  }

  private static String crl() throws IOException, OperatorCreationException {
    X509v2CRLBuilder builder =
        new X509v2CRLBuilder(CA.certificate().getSubject(), Date.from(Instant.now()));
    builder.setNextUpdate(Date.from(Instant.now().plusSeconds(86_400)));
    return Pem.encode(
        "X509 CRL",
        builder
            .build(
                new JcaContentSignerBuilder("SHA256withECDSA")
                    .build(CA.identity().keys().getPrivate()))
            .getEncoded());
  }
}
