package dev.grapnel.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
