package dev.grapnel.packaging;

import dev.grapnel.testing.PythonVenv;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Kubernetes manifests as data, and as Kubernetes judges them. */
final class Manifests {
  /** The oldest release that has native sidecars, and the newest that there are schemas for. */
  static final List<String> RELEASES = List.of("1.29.0", "1.37.0");

  private static final JsonMapper JSON = new JsonMapper();
  private static final List<String> PINS =
      List.of("kubernetes-validate==1.37.0", "jsonschema==4.26.0", "PyYAML==6.0.4");

  private final List<JsonNode> resources;

  private Manifests(List<JsonNode> resources) {
    this.resources = resources;
  }

  static Manifests of(Path file) {
    List<JsonNode> resources = new ArrayList<>();
    JSON.readTree(script("json", file).output()).forEach(resources::add);
    return new Manifests(resources);
  }

  /** The folder of the manifests and charts. */
  static Path folder() {
    return Distribution.repository().resolve("packaging/kubernetes");
  }

  /** Fails unless each resource of the files has what Kubernetes knows and nothing else. */
  static void requireValid(List<Path> files) {
    for (String release : RELEASES) {
      Path schemas = Distribution.repository().resolve("packaging/src/test/kubernetes");
      List<Object> words = new ArrayList<>(List.of("validate", schemas, release));
      words.addAll(files);
      Command.Ended ended = script(words.toArray()).run();
      Assertions.assertEquals(0, ended.exit(), release + ": " + ended.err());
    }
  }

  private static Command script(Object... words) {
    Path python = PythonVenv.ready("kubernetes", PINS).python();
    Path script = Distribution.repository().resolve("packaging/src/test/python/manifests.py");
    return Command.of(Stream.concat(Stream.of(python, script), Stream.of(words)).toArray());
  }

  List<JsonNode> resources() {
    return List.copyOf(resources);
  }

  JsonNode only(String kind) {
    List<JsonNode> found =
        resources.stream().filter(one -> one.path("kind").asString().equals(kind)).toList();
    Assertions.assertEquals(1, found.size(), kind);
    return found.getFirst();
  }

  /** The pod templates in it. */
  List<JsonNode> pods() {
    return resources.stream()
        .map(resource -> resource.at("/spec/template"))
        .filter(JsonNode::isObject)
        .toList();
  }

  /** The text that a ConfigMap has under that name. */
  String configuration(String file) {
    return only("ConfigMap").path("data").path(file).asString();
  }
}
