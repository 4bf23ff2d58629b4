package dev.grapnel.service.path;

import dev.grapnel.service.x509.Oids;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * One case of an x509-limbo file.
 *
 * @param kind the case's class, which says how far it binds us; empty for a file without classes
 * @param discriminating of BetterTLS: the leaf has the peer's name, so that the chain decides
 */
record LimboCase(
    String id,
    String kind,
    boolean expectSuccess,
    String purpose,
    boolean discriminating,
    List<String> trusted,
    List<String> intermediates,
    String leaf,
    List<String> crls,
    Instant time,
    OptionalInt maxChainDepth) {

  /** Where a case has no time of its own, now is meant: a time when limbo's certificates hold. */
  private static final Instant NOW = Instant.parse("2026-07-01T00:00:00Z");

  private static final Map<String, String> PURPOSES =
      Map.of(
          "clientAuth",
          Oids.CLIENT_AUTH,
          "serverAuth",
          Oids.SERVER_AUTH,
          "codeSigning",
          "1.3.6.1.5.5.7.3.3",
          "emailProtection",
          "1.3.6.1.5.5.7.3.4",
          "timeStamping",
          "1.3.6.1.5.5.7.3.8",
          "OCSPSigning",
          Oids.OCSP_SIGNING);

  /** The part of the id that counts are printed for. */
  String namespace() {
    String[] parts = id.split("::", -1);
    return isBetterTls() ? parts[0] + "::" + parts[1] : parts[0];
  }

  /** Whether the gate demands that we agree. */
  boolean isGated() {
    return kind.equals("core");
  }

  boolean isBetterTls() {
    return id.startsWith("bettertls::");
  }

  /** Reads a file, which may be gzipped. */
  static List<LimboCase> readAll(Path file) throws IOException {
    try (InputStream raw = Files.newInputStream(file);
        InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
      List<LimboCase> cases = new ArrayList<>();
      for (JsonNode node : new ObjectMapper().readTree(in).get("testcases")) {
        cases.add(of(node));
      }
      return cases;
    }
  }

  private static LimboCase of(JsonNode node) {
    JsonNode time = node.path("validation_time");
    JsonNode depth = node.path("max_chain_depth");
    return new LimboCase(
        node.get("id").asString(),
        node.path("class").asString(""),
        node.get("expected_result").asString().equals("SUCCESS"),
        purpose(node),
        node.path("san_covers_peer_name").asBoolean(false),
        strings(node.get("trusted_certs")),
        strings(node.get("untrusted_intermediates")),
        node.get("peer_certificate").asString(),
        strings(node.path("crls")),
        time.isString() ? OffsetDateTime.parse(time.asString()).toInstant() : NOW,
        depth.isNumber() ? OptionalInt.of(depth.asInt()) : OptionalInt.empty());
  }

  /** The extended key usage that is asked for, else that of the kind of validation. */
  private static String purpose(JsonNode node) {
    for (String named : strings(node.path("extended_key_usage"))) {
      if (PURPOSES.containsKey(named)) {
        return PURPOSES.get(named);
      }
    }
    boolean client = node.path("validation_kind").asString("").equals("CLIENT");
    return client ? Oids.CLIENT_AUTH : Oids.SERVER_AUTH;
  }

  private static List<String> strings(JsonNode array) {
    List<String> strings = new ArrayList<>();
    array.forEach(n -> strings.add(n.asString()));
    return strings;
  }
}
