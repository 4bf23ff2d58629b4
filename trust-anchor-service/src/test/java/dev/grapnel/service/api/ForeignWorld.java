package dev.grapnel.service.api;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.grapnel.protocol.certificate.Pem;
import dev.grapnel.service.registry.control.RoleDraft;
import dev.grapnel.service.registry.subject.Sighting;
import dev.grapnel.service.registry.subject.SubjectIds;
import dev.grapnel.service.revocation.CrlOrder;
import dev.grapnel.service.store.Opened;
import dev.grapnel.service.token.WrongMasterKeyException;
import dev.grapnel.testing.KeyKind;
import dev.grapnel.testing.PythonVenv;
import dev.grapnel.testing.TestCa;
import dev.grapnel.testing.TestIdentity;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The API on a real port, with what clients that are not ours need to try it: certificates, root's
 * credentials, and those of a session that may do nothing.
 */
final class ForeignWorld implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final TestCa CA = TestCa.root("Walked CA", KeyKind.P256);

  private final ApiBed bed;
  private final ApiServer server;
  private final Path materials;

  private ForeignWorld(ApiBed bed, ApiServer server, Path materials) {
    this.bed = bed;
    this.server = server;
    this.materials = materials;
  }

  static ForeignWorld open(Path folder) throws IOException, WrongMasterKeyException {
    ApiBed bed = ApiBed.open(folder.resolve("data"), InstantSource.system());
    ForeignWorld world =
        new ForeignWorld(bed, ApiServer.start(bed), folder.resolve("materials.json"));
    Path database = folder.resolve("data/registry.db");
    Files.writeString(world.materials, JSON.writeValueAsString(world.materials(database)));
    return world;
  }

  ApiBed bed() {
    return bed;
  }

  URI endpoint() {
    return server.endpoint();
  }

  String caPem() {
    return CA.pem();
  }

  /** Runs a script of {@code src/test/python}; the checks that failed, which may be none. */
  List<String> failures(String script, int fewestChecks) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                PythonVenv.ready().python().toString(),
                "-B",
                Path.of("src/test/python", script).toString(),
                materials.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    List<JsonNode> checks = output.lines().map(JSON::readTree).toList();
    int exit = process.waitFor();
    assertTrue(exit <= 1, () -> script + " broke off: exit " + exit);
    assertTrue(
        checks.size() >= fewestChecks, () -> script + " made only " + checks.size() + " checks");
    return checks.stream()
        .filter(check -> !check.get("ok").booleanValue())
        .map(JsonNode::toString)
        .toList();
  }

  @Override
  public void close() {
    server.close();
    bed.close();
  }

  private Map<String, Object> materials(Path database) throws IOException {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("endpoint", endpoint().toString());
    all.put("ca_bundle", "");
    all.put("region", ApiBed.REGION);
    all.put("account", ApiBed.ACCOUNT);
    all.put("root", keys(bed.root()));
    all.put("powerless", keys(powerless()));
    all.put("ca_pem", CA.pem());
    all.put("crl_pem", crl());
    all.put("subject_id", subject());
    all.put("database", database.toString());
    return all;
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

  private ApiBed.Signer powerless() {
    String trust =
        """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow",
        "Principal":{"Service":"rolesanywhere.amazonaws.com"},"Action":"sts:AssumeRole"}]}\
        """;
    RoleDraft draft =
        new RoleDraft(
            "/", "powerless", "", trust, RoleDraft.DEFAULT_MAX_SESSION_DURATION, Map.of());
    Opened.passed(bed.persistence().controlPlane().roles().create(ApiBed.ACCOUNT, draft));
    return bed.session("powerless");
  }

  private String subject() throws IOException {
    TestIdentity workload = CA.leaf("workload").issue();
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

  private static String crl() {
    Instant now = Instant.now();
    byte[] der =
        CrlOrder.by(CA.identity()).from(now).until(now.plusSeconds(86_400)).number(1).der();
    return Pem.encode("X509 CRL", der);
  }
}
