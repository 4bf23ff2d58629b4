package dev.grapnel.packaging.oci;

import dev.grapnel.packaging.payload.Content;
import dev.grapnel.packaging.payload.Gzip;
import dev.grapnel.packaging.payload.Item;
import dev.grapnel.packaging.payload.PackageFacts;
import dev.grapnel.packaging.payload.Payload;
import dev.grapnel.packaging.payload.TarTree;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A container image for linux/amd64.
 *
 * @param layers from the lowest to the topmost
 * @param entrypoint the program and its first arguments; there is no shell to start it
 * @param command the arguments when the user gives none
 * @param volumes folders that the program writes
 */
public record OciImage(
    PackageFacts facts,
    List<Payload> layers,
    List<String> entrypoint,
    List<String> command,
    List<String> volumes,
    List<Integer> ports) {
  /** The user and group that the image runs as; {@code /etc/passwd} in the image names it. */
  public static final int USER_ID = 10001;

  private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
  private static final String CONFIG = "application/vnd.oci.image.config.v1+json";
  private static final String LAYER = "application/vnd.oci.image.layer.v1.tar+gzip";

  public OciImage {
    layers = List.copyOf(layers);
    entrypoint = List.copyOf(entrypoint);
    command = List.copyOf(command);
    volumes = List.copyOf(volumes);
    ports = List.copyOf(ports);
  }

  private record Layer(Blob compressed, String tarSha256) {}

  /** Writes {@code NAME.oci.tar} into the folder and returns its path. */
  public Path write(Path folder) throws IOException {
    List<Layer> written = new ArrayList<>();
    for (Payload layer : layers) {
      written.add(layer(layer));
    }
    Blob config = Blob.ofText(config(written));
    Blob manifest = Blob.ofText(manifest(config, written));
    List<Blob> blobs = new ArrayList<>(List.of(config, manifest));
    written.forEach(layer -> blobs.add(layer.compressed()));
    Path archive = folder.resolve(facts.name() + ".oci.tar");
    try (OutputStream out = Files.newOutputStream(archive)) {
      new TarTree(out, facts.modified()).write(layout(manifest, blobs), "");
    }
    return archive;
  }

  private Layer layer(Payload payload) throws IOException {
    ByteArrayOutputStream tar = new ByteArrayOutputStream();
    new TarTree(tar, facts.modified()).write(payload.items(), "");
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (Gzip gzip = Gzip.quickest(compressed)) {
      tar.writeTo(gzip);
    }
    return new Layer(new Blob(compressed.toByteArray()), new Blob(tar.toByteArray()).sha256());
  }

  private static List<Item> layout(Blob manifest, List<Blob> blobs) {
    List<Item> items = new ArrayList<>();
    items.add(text("/oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}"));
    items.add(text("/index.json", index(manifest)));
    items.add(new Item.Folder("/blobs", 0755, 0));
    items.add(new Item.Folder("/blobs/sha256", 0755, 0));
    for (Blob blob : blobs) {
      String path = "/blobs/sha256/" + blob.sha256();
      Content content = new Content.OfBytes(blob.bytes());
      items.add(new Item.RegularFile(path, content, 0644, Item.Kind.PROGRAM));
    }
    return items;
  }

  private static Item text(String path, String text) {
    return new Item.RegularFile(path, new Content.OfText(text), 0644, Item.Kind.PROGRAM);
  }

  private static String index(Blob manifest) {
    return """
    {"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[%s]}\
    """
        .formatted(manifest.descriptor(MANIFEST));
  }

  private static String manifest(Blob config, List<Layer> layers) {
    String descriptors =
        layers.stream()
            .map(layer -> layer.compressed().descriptor(LAYER))
            .collect(Collectors.joining(","));
    return """
    {"schemaVersion":2,"mediaType":"%s","config":%s,"layers":[%s]}\
    """
        .formatted(MANIFEST, config.descriptor(CONFIG), descriptors);
  }

  private String config(List<Layer> layers) {
    return """
    {"created":"%s","architecture":"amd64","os":"linux","config":{"User":"%d:%d",\
    "Env":["PATH=/usr/bin","LANG=C.UTF-8"],"Entrypoint":%s,"Cmd":%s,"WorkingDir":"/",\
    "Volumes":{%s},"ExposedPorts":{%s},"Labels":{%s}},\
    "rootfs":{"type":"layers","diff_ids":%s},"history":[%s]}\
    """
        .formatted(
            facts.modified(),
            USER_ID,
            USER_ID,
            strings(entrypoint.stream()),
            strings(command.stream()),
            emptyMembers(volumes.stream()),
            emptyMembers(ports.stream().map(port -> port + "/tcp")),
            labels(),
            strings(layers.stream().map(layer -> "sha256:" + layer.tarSha256())),
            layers.stream()
                .map(_ -> "{\"created\":\"%s\"}".formatted(facts.modified()))
                .collect(Collectors.joining(",")));
  }

  private String labels() {
    return """
    "org.opencontainers.image.title":%s,"org.opencontainers.image.version":%s,\
    "org.opencontainers.image.description":%s,"org.opencontainers.image.created":%s,\
    "org.opencontainers.image.vendor":"Grapnel","org.opencontainers.image.base.name":"scratch"\
    """
        .formatted(
            string(facts.name()),
            string(facts.version()),
            string(facts.summary()),
            string(facts.modified().toString()));
  }

  private static String emptyMembers(Stream<String> names) {
    return names.map(name -> string(name) + ":{}").collect(Collectors.joining(","));
  }

  private static String strings(Stream<String> values) {
    return values.map(OciImage::string).collect(Collectors.joining(",", "[", "]"));
  }

  /** Our own names and paths: nothing in them needs more than these two escapes. */
  private static String string(String value) {
    return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
