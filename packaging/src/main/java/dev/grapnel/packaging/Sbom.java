package dev.grapnel.packaging;

import dev.grapnel.packaging.payload.PackageFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What an image is made of, as a CycloneDX 1.6 document: the jars by their Maven coordinates and
 * digests as downloaded, the Java runtime and the C library by their versions. Two builds of one
 * commit write the same.
 */
record Sbom(PackageFacts facts, List<Path> jars) {
  private static final String GROUP = "dev.grapnel";

  Sbom {
    jars = List.copyOf(jars);
  }

  /** Where it lies in an image. */
  String path() {
    return "/usr/share/sbom/" + facts.name() + ".cdx.json";
  }

  String json() throws IOException {
    List<String> components = new ArrayList<>();
    for (Path jar : jars) {
      components.add(library(jar));
    }
    components.add(platform("openjdk", Runtime.version().toString()));
    components.add(platform("glibc", SystemLibraries.version()));
    return """
    {"bomFormat":"CycloneDX","specVersion":"1.6","version":1,\
    "metadata":{"timestamp":"%s","component":{"type":"application","bom-ref":"%s","name":"%s","version":"%s"}},
    "components":[
    %s
    ]}
    """
        .formatted(
            facts.modified(),
            facts.name(),
            facts.name(),
            facts.version(),
            String.join(",\n", components));
  }

  private String library(Path jar) throws IOException {
    Coordinates coordinates = coordinates(jar.toAbsolutePath());
    return """
    {"type":"library","bom-ref":"%s","group":"%s","name":"%s","version":"%s","purl":"%s",\
    "hashes":[{"alg":"SHA-256","content":"%s"}]}\
    """
        .formatted(
            coordinates.packageUrl() + "#" + jar.getFileName(),
            coordinates.group(),
            coordinates.artifact(),
            coordinates.version(),
            coordinates.packageUrl(),
            sha256(jar));
  }

  private static String platform(String name, String version) {
    return """
    {"type":"platform","bom-ref":"%s","name":"%s","version":"%s"}\
    """
        .formatted(name, name, version);
  }

  private record Coordinates(String group, String artifact, String version) {
    String packageUrl() {
      return "pkg:maven/" + group + "/" + artifact + "@" + version;
    }
  }

  /** From where Maven keeps it: {@code repository/GROUP/ARTIFACT/VERSION/FILE}. */
  private Coordinates coordinates(Path jar) {
    int names = jar.getNameCount();
    String version = jar.getName(names - 2).toString();
    String artifact = jar.getName(names - 3).toString();
    int repository =
        IntStream.range(0, names)
            .filter(index -> jar.getName(index).toString().equals("repository"))
            .reduce(-1, (_, last) -> last);
    boolean downloaded = jar.getFileName().toString().startsWith(artifact + "-" + version);
    if (!downloaded || repository < 0 || repository >= names - 3) {
      return new Coordinates(GROUP, artifact, facts.version());
    }
    String group =
        IntStream.range(repository + 1, names - 3)
            .mapToObj(index -> jar.getName(index).toString())
            .collect(Collectors.joining("."));
    return new Coordinates(group, artifact, version);
  }

  private static String sha256(Path file) throws IOException {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
