package dev.grapnel.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The plain manifests: as Kubernetes, Pod Security and the service itself judge them. */
class ManifestsIT {
  @TempDir Path folder = Path.of("");

  private static List<Path> plain() throws IOException {
    try (Stream<Path> files = Files.list(Manifests.folder())) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  @Test
  void plainManifests_everyResource_hasNothingThatKubernetesDoesNotKnow() throws IOException {
    assertTrue(plain().size() >= 5);
    Manifests.requireValid(plain());
  }

  @Test
  void plainManifests_everyContainer_meetsTheRestrictedPodSecurityStandard() throws IOException {
    List<String> faults = new ArrayList<>();
    for (Path file : plain()) {
      for (JsonNode pod : Manifests.of(file).pods()) {
        JsonNode spec = pod.path("spec");
        List<JsonNode> containers = new ArrayList<>();
        spec.path("containers").forEach(containers::add);
        spec.path("initContainers").forEach(containers::add);
        assertFalse(containers.isEmpty());
        for (JsonNode container : containers) {
          if (!isRestricted(spec.path("securityContext"), container.path("securityContext"))) {
            faults.add(file.getFileName() + ": " + container.path("name").asString());
          }
        }
        assertFalse(spec.path("automountServiceAccountToken").asBoolean(true), file.toString());
      }
    }
    assertEquals(List.of(), faults);
  }

  private static boolean isRestricted(JsonNode pod, JsonNode container) {
    boolean nonRoot =
        container.path("runAsNonRoot").asBoolean(pod.path("runAsNonRoot").asBoolean(false));
    String seccomp =
        container
            .at("/seccompProfile/type")
            .asString(pod.at("/seccompProfile/type").asString("none"));
    return nonRoot
        && seccomp.equals("RuntimeDefault")
        && !container.path("allowPrivilegeEscalation").asBoolean(true)
        && container.path("readOnlyRootFilesystem").asBoolean(false)
        && container.at("/capabilities/drop").toString().equals("[\"ALL\"]");
  }

  @Test
  void service_configurationInTheConfigMap_isTakenByServe() throws IOException {
    Manifests manifests = Manifests.of(Manifests.folder().resolve("trust-anchor-service.yaml"));
    Path toml =
        Files.writeString(
            folder.resolve("service.toml"), manifests.configuration("trust-anchor-service.toml"));
    String answer =
        Command.of(Distribution.service(), "config", "check", "--config", toml).output();
    assertTrue(answer.contains("API on 0.0.0.0:8443"), answer);
    JsonNode container = manifests.pods().getFirst().at("/spec/containers/0");
    assertEquals(
        "[\"serve\",\"--config\",\"/etc/grapnel/trust-anchor-service.toml\"]",
        container.path("args").toString());
    List<String> ports = new ArrayList<>();
    container
        .path("ports")
        .forEach(
            port -> ports.add(port.path("name").asString() + port.path("containerPort").asInt()));
    assertEquals(List.of("api8443", "management9464"), ports);
    assertTrue(answer.contains("management on 0.0.0.0:9464"), answer);
  }

  /** Each path in the configurations lies in something that the container mounts. */
  @Test
  void configurations_pathsInThem_areMounted() throws IOException {
    for (Path file : plain()) {
      Manifests manifests = Manifests.of(file);
      for (JsonNode pod : manifests.pods()) {
        List<String> mounts = new ArrayList<>();
        pod.path("spec")
            .values()
            .forEach(
                part ->
                    part.forEach(
                        container ->
                            container
                                .path("volumeMounts")
                                .forEach(mount -> mounts.add(mount.path("mountPath").asString()))));
        for (JsonNode text : manifests.only("ConfigMap").path("data").values()) {
          for (String path : paths(text.asString())) {
            assertTrue(
                mounts.stream().anyMatch(path::startsWith),
                file.getFileName() + ": " + path + " is not below one of " + mounts);
          }
        }
      }
    }
  }

  private static List<String> paths(String toml) {
    return toml.lines()
        .filter(line -> line.matches("[a-z_-]+ = \"/.*\""))
        .map(line -> line.substring(line.indexOf('"') + 1, line.length() - 1))
        .toList();
  }

  /** Maps that users fill as they like: the page documents them as one value. */
  private static final Set<String> WHOLE = Set.of("resources", "settings", "securityContext");

  @Test
  void values_ofBothCharts_areDocumentedWithTheirDefaults() throws IOException {
    List<String> documented =
        Files.readAllLines(Distribution.repository().resolve("docs/kubernetes.md")).stream()
            .filter(line -> line.matches("\\| `[A-Za-z.]+` \\|.*\\|.*\\|"))
            .map(line -> line.replaceAll("^\\| `([A-Za-z.]+)` \\| ([^|]*?) ?\\|.*", "$1=$2"))
            .map(row -> row.replace("`", "").replace(" ", ""))
            .filter(row -> !row.contains("yaml"))
            .toList();
    List<String> existing = new ArrayList<>();
    for (String chart : List.of("trust-anchor-service", "grapnel-agent")) {
      Path file = Manifests.folder().resolve("charts").resolve(chart).resolve("values.yaml");
      addLeaves("", Manifests.of(file).resources().getFirst(), existing);
    }
    assertEquals(String.join("\n", existing), String.join("\n", documented));
  }

  private static void addLeaves(String prefix, JsonNode node, List<String> leaves) {
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      JsonNode value = entry.getValue();
      if (value.isObject() && !value.isEmpty() && !WHOLE.contains(entry.getKey())) {
        addLeaves(prefix + entry.getKey() + ".", value, leaves);
      } else {
        boolean none = value.isContainer() && value.isEmpty();
        String text = value.isString() ? value.asString() : value.toString();
        leaves.add(prefix + entry.getKey() + "=" + (none ? "" : text));
      }
    }
  }
}
