package dev.grapnel.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The charts, rendered by Helm with several values. */
class HelmChartIT {
  private static final List<String> HELMS_OWN =
      List.of("helm.sh/chart", "app.kubernetes.io/managed-by");

  @TempDir Path folder = Path.of("");

  private record Example(String chart, String release, String namespace, String name) {
    Path values() {
      return Manifests.folder().resolve("examples/" + name + ".values.yaml");
    }
  }

  private static final List<Example> EXAMPLES =
      List.of(
          new Example(
              "trust-anchor-service", "trust-anchor-service", "grapnel", "trust-anchor-service"),
          new Example("grapnel-agent", "application", "applications", "agent-cert-manager-csi"),
          new Example("grapnel-agent", "application", "applications", "agent-certificate-job"),
          new Example("grapnel-agent", "application", "applications", "agent-spiffe"));

  private Path values(String text) throws IOException {
    return Files.writeString(Files.createTempFile(folder, "values", ".yaml"), text);
  }

  private static Command.Ended render(Example example, Path... more) {
    List<Path> files = new ArrayList<>(List.of(example.values()));
    files.addAll(List.of(more));
    return Helm.template(
        Manifests.folder().resolve("charts").resolve(example.chart()),
        example.release(),
        example.namespace(),
        files.toArray(Path[]::new));
  }

  private Path rendered(Example example, Path... more) throws IOException {
    Command.Ended ended = render(example, more);
    assertEquals(0, ended.exit(), ended.err());
    return Files.writeString(Files.createTempFile(folder, "rendered", ".yaml"), ended.out());
  }

  @Test
  void plainManifests_besideTheRenderedCharts_areTheSame() throws IOException {
    for (Example example : EXAMPLES) {
      List<JsonNode> expected = Manifests.of(rendered(example)).resources();
      Path plain = Manifests.folder().resolve(example.name() + ".yaml");
      List<JsonNode> found = Manifests.of(plain).resources();
      assertEquals(withoutHelm(expected), withoutHelm(found), plain.toString());
    }
  }

  /** Without what Helm adds, and with lines of texts that differ in white space alone as one. */
  private static List<String> withoutHelm(List<JsonNode> resources) {
    return resources.stream()
        .map(
            resource -> {
              JsonNode copy = resource.deepCopy();
              if (copy.at("/metadata/labels") instanceof ObjectNode labels) {
                labels.remove(HELMS_OWN);
              }
              return copy.toPrettyString().replaceAll("(\\\\n)[ \\\\n]*", "$1");
            })
        .sorted()
        .toList();
  }

  @Test
  void charts_withEverySwitchTurned_renderWhatKubernetesKnows() throws IOException {
    Path service =
        values(
            """
            replicas: 1
            account: "123456789012"
            imagePullSecrets: [{name: registry}]
            database: {caConfigMap: {name: ""}}
            tls: {certManager: {enabled: false}}
            settings: {limits: {connections: 1000000, idle_time: 60s}, tls: {names: [a.example.org]}}
            service: {type: LoadBalancer, annotations: {a: b}}
            storage: {className: fast}
            networkPolicy: {clients: [{ipBlock: {cidr: 10.0.0.0/8}}], database: [{podSelector: {}}],
              extraEgress: [{ports: [{port: 80, protocol: TCP}]}]}
            serviceMonitor: {enabled: true, labels: {release: prometheus}}
            podAnnotations: {c: d}
            podLabels: {e: f}
            nodeSelector: {g: h}
            tolerations: [{key: i, operator: Exists}]
            affinity: {nodeAffinity: {}}
            """);
    Path secret =
        values(
            "tls: {secretName: own, certManager: {enabled: false}}\n"
                + "networkPolicy: {enabled: false}\n");
    Path agent =
        values(
            """
            imagePullSecrets: [{name: registry}]
            session: {endpoint: "", caConfigMap: {name: ""}}
            identity: {source: secret, secretName: own}
            workload: {serviceAccountName: own, podLabels: {a: b}, podAnnotations: {c: d},
              volumes: [{name: scratch, emptyDir: {}}]}
            """);
    Path turned = rendered(EXAMPLES.getFirst(), service);
    Manifests.requireValid(
        List.of(turned, rendered(EXAMPLES.getFirst(), secret), rendered(EXAMPLES.get(1), agent)));
    Path toml =
        Files.writeString(
            folder.resolve("turned.toml"),
            Manifests.of(turned).configuration("trust-anchor-service.toml"));
    assertTrue(Files.readString(toml).contains("connections = 1000000"));
    Command.of(Distribution.service(), "config", "check", "--config", toml).output();
  }

  @Test
  void charts_withValuesThatCannotWork_areRefusedWithTheReason() throws IOException {
    refuses(EXAMPLES.getFirst(), "tls: {certManager: {enabled: false}}", "more than one replica");
    refuses(EXAMPLES.getFirst(), "database: {url: \"\"}", "database.url is required");
    refuses(EXAMPLES.getFirst(), "replica: 2", "replica");
    refuses(EXAMPLES.getFirst(), "settings: {listen: \"0.0.0.0:1\"}", "settings");
    refuses(EXAMPLES.get(1), "session: {roleArn: \"\"}", "session.roleArn is required");
    refuses(EXAMPLES.get(1), "identity: {source: file}", "identity.source");
    refuses(EXAMPLES.get(1), "workload: {containers: []}", "workload.containers is required");
  }

  private void refuses(Example example, String values, String reason) throws IOException {
    Command.Ended ended = render(example, values(values));
    assertNotEquals(0, ended.exit(), values);
    String said = ended.err().replace("/", ".");
    assertTrue(said.contains(reason), values + ": " + ended.err());
  }
}
