package dev.grapnel.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.grapnel.testing.ControlPlane;
import dev.grapnel.testing.KeyKind;
import dev.grapnel.testing.PythonVenv;
import dev.grapnel.testing.TestCa;
import dev.grapnel.testing.TestIdentity;
import dev.grapnel.testing.TrustedTls;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The container images: unpacked layer by layer, then run as their own configuration says. */
class ImageIT {
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir Path folder = Path.of("");

  private record Image(Path root, JsonNode config) {}

  @Test
  void agent_unprivilegedOnReadOnlyRoot_printsItsVersion() throws IOException {
    Image image = unpack("grapnel-agent");
    Command.Ended ended = contained(image, List.of(), List.of("version")).run();
    assertEquals(0, ended.exit(), ended.err());
    assertTrue(ended.out().contains(Distribution.version()), ended.out());
  }

  @Test
  void service_unprivilegedOnReadOnlyRoot_readsItsConfiguration() throws IOException {
    Image image = unpack("trust-anchor-service");
    Command.Ended ended = contained(image, List.of(), List.of("config", "check")).run();
    assertEquals(0, ended.exit(), ended.out() + ended.err());
  }

  @Test
  void images_bothPrograms_haveNoShellAndNoRoot() throws IOException {
    for (String name : List.of("grapnel-agent", "trust-anchor-service")) {
      Image image = unpack(name);
      assertEquals("10001:10001", image.config().at("/config/User").asString());
      assertEquals(
          Distribution.version(),
          image.config().at("/config/Labels/org.opencontainers.image.version").asString());
      try (Stream<Path> files = Files.walk(image.root())) {
        assertFalse(files.anyMatch(file -> file.endsWith("sh") || file.endsWith("busybox")));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"grapnel-agent", "trust-anchor-service"})
  void sbom_everyJarOfTheImage_isNamedWithItsVersion(String name) throws IOException {
    Image image = unpack(name);
    JsonNode sbom = JSON.readTree(image.root().resolve("usr/share/sbom/" + name + ".cdx.json"));
    assertEquals("CycloneDX", sbom.path("bomFormat").asString());
    assertEquals(Distribution.version(), sbom.at("/metadata/component/version").asString());
    List<String> references = new ArrayList<>();
    for (JsonNode component : sbom.path("components")) {
      assertFalse(component.path("version").asString().isEmpty(), component.toString());
      references.add(component.path("bom-ref").asString());
    }
    assertEquals(references.stream().distinct().toList(), references);
    try (Stream<Path> files = Files.walk(image.root().resolve("usr/lib/grapnel/lib"))) {
      // The runtime's own jar is part of the component openjdk.
      List<Path> jars =
          files
              .filter(file -> file.toString().endsWith(".jar"))
              .filter(file -> !file.toString().contains("/runtime/"))
              .toList();
      assertFalse(jars.isEmpty());
      for (Path jar : jars) {
        assertTrue(
            references.stream().anyMatch(reference -> reference.endsWith("#" + jar.getFileName())),
            jar.toString());
      }
    }
  }

  /** Nothing but the two data folders can be written: no native library is unpacked anywhere. */
  @Test
  void imagesTogether_agentsContainerEndpoint_givesBoto3TheRoleSession() throws Exception {
    Path data = Files.createDirectory(folder.resolve("data"));
    Path serviceLog = folder.resolve("service.log");
    Process service =
        contained(
                unpack("trust-anchor-service"),
                List.of("--share-net", "--bind", data.toString(), "/data"),
                List.of(
                    "serve",
                    "--data",
                    "/data",
                    "--listen",
                    "127.0.0.1:0",
                    "--management",
                    "127.0.0.1:0"))
            .start(ProcessBuilder.Redirect.to(serviceLog.toFile()));
    try {
      Matcher api = awaitLine(serviceLog, "API listens on (https://\\S+)", service);
      assertLibrariesOfTheImage(service);
      assertEquals("workload", roleOfTheAgentsClient(api.group(1), data));
    } finally {
      service.descendants().forEach(ProcessHandle::destroyForcibly);
      service.destroyForcibly();
    }
  }

  private String roleOfTheAgentsClient(String api, Path data) throws Exception {
    Path agentFolder = Files.createDirectory(folder.resolve("agent"));
    Files.copy(data.resolve("tls/ca.pem"), agentFolder.resolve("service-ca.pem"));
    writeAgentConfiguration(api, data, agentFolder);
    Path log = folder.resolve("agent.log");
    Process agent =
        contained(
                unpack("grapnel-agent"),
                List.of("--share-net", "--bind", agentFolder.toString(), "/tmp"),
                List.of("daemon", "--config", "/tmp/agent.toml"))
            .with("HOME", "/tmp")
            .start(ProcessBuilder.Redirect.to(log.toFile()));
    try {
      Matcher ready =
          awaitLine(log, "(?s)outlet=\"container\" [^\n]*address=\"([^\"]+)\".* ready ", agent);
      Path script =
          Distribution.repository().resolve("packaging/src/test/python/caller_identity.py");
      String arn =
          Command.of(PythonVenv.ready().python(), script, "default")
              .with("HOME", folder)
              .with(
                  "AWS_CONFIG_FILE",
                  Files.writeString(
                      folder.resolve("aws-config"), "[default]\nregion = us-east-1\n"))
              .with("AWS_CONTAINER_CREDENTIALS_FULL_URI", ready.group(1) + "/credentials")
              .with("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", agentFolder.resolve("token"))
              .with("AWS_ENDPOINT_URL", api)
              .with("AWS_CA_BUNDLE", agentFolder.resolve("service-ca.pem"))
              .output();
      return arn.strip().replaceAll(".*:assumed-role/([^/]*)/.*", "$1");
    } finally {
      agent.descendants().forEach(ProcessHandle::destroyForcibly);
      agent.destroyForcibly();
    }
  }

  private static void writeAgentConfiguration(String api, Path data, Path folder) throws Exception {
    TestCa ca = TestCa.root("Image CA", KeyKind.P256);
    TestIdentity workload = ca.leaf("container-1").issue();
    Files.writeString(folder.resolve("workload.pem"), workload.pem());
    Files.writeString(folder.resolve("workload.key"), workload.keyPkcs8Pem());
    ControlPlane controlPlane =
        new ControlPlane(
            URI.create(api),
            data.resolve("root-credentials"),
            new TrustedTls(data.resolve("tls/ca.pem")).fresh());
    String role = controlPlane.role("workload");
    Files.writeString(
        folder.resolve("agent.toml"),
        """
        [agent]
        socket = "agent.sock"
        [profile.default]
        certificate = "workload.pem"
        private-key = "workload.key"
        trust-anchor-arn = "%s"
        profile-arn = "%s"
        role-arn = "%s"
        endpoint = "%s"
        ca-bundle = "service-ca.pem"
        [profile.default.container]
        listen = "127.0.0.1:0"
        token-file = "token"
        """
            .formatted(
                controlPlane.trustAnchor("image", ca.pem()),
                controlPlane.profile("image", role),
                role,
                api));
  }

  private static Matcher awaitLine(Path log, String pattern, Process process) throws IOException {
    Pattern wanted = Pattern.compile(pattern);
    Instant end = Instant.now().plus(Duration.ofSeconds(90));
    while (true) {
      Matcher matcher = wanted.matcher(Files.readString(log));
      if (matcher.find()) {
        return matcher;
      }
      if (Instant.now().isAfter(end) || !process.isAlive()) {
        throw new AssertionError("waited in vain for " + pattern + "\n" + Files.readString(log));
      }
      RunningAgent.pause(Duration.ofMillis(100));
    }
  }

  private static void assertLibrariesOfTheImage(Process service) throws IOException {
    StringBuilder maps = new StringBuilder();
    for (ProcessHandle process : service.descendants().toList()) {
      maps.append(Files.readString(Path.of("/proc/" + process.pid() + "/maps")));
    }
    for (String library : List.of("sqlitejdbc", "netty_tcnative", "epoll", "CorrettoCrypto")) {
      assertTrue(
          maps.toString().lines().anyMatch(line -> line.contains(library) && line.endsWith(".so")),
          library);
    }
  }

  /** The image's entry point in namespaces of its own, the root file system read-only. */
  private static Command contained(Image image, List<String> more, List<String> arguments) {
    List<Object> words =
        new ArrayList<>(
            List.of(
                Tools.require("bwrap"),
                "--unshare-all",
                "--die-with-parent",
                "--ro-bind",
                image.root(),
                "/",
                "--proc",
                "/proc",
                "--dev",
                "/dev",
                "--uid",
                "10001",
                "--gid",
                "10001"));
    words.addAll(more);
    image.config().at("/config/Entrypoint").forEach(word -> words.add(word.asString()));
    words.addAll(arguments);
    return Command.of(words.toArray());
  }

  private Image unpack(String name) throws IOException {
    Path layout = Files.createDirectories(folder.resolve(name + "-layout"));
    Path root = Files.createDirectories(folder.resolve(name + "-root"));
    Path archive = Distribution.repository().resolve("packaging/target/" + name + ".oci.tar");
    Command.of("tar", "-xf", archive, "-C", layout).output();
    JsonNode manifest =
        blob(layout, JSON.readTree(layout.resolve("index.json")).at("/manifests/0"));
    for (JsonNode layer : manifest.path("layers")) {
      Command.of("tar", "-xzf", file(layout, layer), "--no-same-owner", "-C", root).output();
    }
    return new Image(root, blob(layout, manifest.path("config")));
  }

  private static JsonNode blob(Path layout, JsonNode descriptor) {
    return JSON.readTree(file(layout, descriptor));
  }

  private static Path file(Path layout, JsonNode descriptor) {
    String digest = descriptor.path("digest").asString().replace("sha256:", "");
    return layout.resolve("blobs/sha256").resolve(digest);
  }
}
