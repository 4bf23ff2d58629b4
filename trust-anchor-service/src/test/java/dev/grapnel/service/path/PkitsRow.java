package dev.grapnel.service.path;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** One row of a PKITS table: certificates, CRLs, inputs and the verdict that is expected. */
record PkitsRow(
    String number,
    String title,
    List<String> certificates,
    List<String> crls,
    boolean expectValid,
    PolicyInputs policies,
    Set<String> userConstrainedPolicies,
    Instant time) {

  /** Section, such as {@code 4.3}. */
  String section() {
    return number.substring(0, number.indexOf('.', 2));
  }

  static List<PkitsRow> readAll(Map<String, byte[]> files) {
    byte[] table =
        files.entrySet().stream()
            .filter(e -> e.getKey().endsWith("pkits.json"))
            .findFirst()
            .orElseThrow()
            .getValue();
    List<PkitsRow> rows = new ArrayList<>();
    for (JsonNode node : new ObjectMapper().readTree(table).get("tests")) {
      rows.add(of(node));
    }
    return rows;
  }

  private static PkitsRow of(JsonNode node) {
    return new PkitsRow(
        node.get("number").asString(),
        node.get("title").asString(),
        strings(node.get("certs")),
        strings(node.get("crls")),
        node.get("expected").asString().equals("VALID"),
        new PolicyInputs(
            new HashSet<>(strings(node.get("initial_policy_set"))),
            node.get("initial_explicit_policy").asBoolean(),
            node.get("initial_policy_mapping_inhibit").asBoolean(),
            node.get("initial_any_policy_inhibit").asBoolean()),
        new HashSet<>(strings(node.path("user_constrained_policy_set"))),
        Instant.parse(node.get("validation_time").asString()));
  }

  private static List<String> strings(JsonNode array) {
    List<String> strings = new ArrayList<>();
    array.forEach(n -> strings.add(n.asString()));
    return strings;
  }

  /** The files of a {@code tar.gz} by their names. */
  static Map<String, byte[]> untar(Path archive) throws IOException {
    Map<String, byte[]> files = new HashMap<>();
    try (InputStream in =
        new GZIPInputStream(new BufferedInputStream(Files.newInputStream(archive)))) {
      byte[] header = in.readNBytes(512);
      while (header.length == 512 && header[0] != 0) {
        String name = text(header, 0, 100);
        int size = Integer.parseInt(text(header, 124, 12).trim(), 8);
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.write(in.readNBytes(size));
        in.skipNBytes((512 - size % 512) % 512);
        if (header[156] == '0' || header[156] == 0) {
          files.put(name, content.toByteArray());
        }
        header = in.readNBytes(512);
      }
    }
    return files;
  }

  private static String text(byte[] header, int start, int length) {
    String text = new String(header, start, length, StandardCharsets.US_ASCII);
    int end = text.indexOf('\0');
    return end < 0 ? text : text.substring(0, end);
  }
}
