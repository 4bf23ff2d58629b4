package dev.grapnel.service.path;

import dev.grapnel.protocol.certificate.DerCertificate;
import dev.grapnel.protocol.certificate.MalformedCertificateException;
import dev.grapnel.protocol.certificate.Pem;
import dev.grapnel.protocol.certificate.PemBlock;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** One case of an x509-limbo file, with the class that says how far it binds us. */
record LimboCase(
    String id,
    String clazz,
    boolean expectSuccess,
    boolean client,
    boolean discriminating,
    List<String> trusted,
    List<String> intermediates,
    String leaf,
    List<String> crls,
    List<String> extendedKeyUsage,
    Instant time,
    OptionalInt maxChainDepth) {

  /** Where a case has no time of its own, now is meant: a time when limbo's certificates hold. */
  private static final Instant NOW = Instant.parse("2026-07-01T00:00:00Z");

  /** The part of the id that counts are printed for. */
  String namespace() {
    String[] parts = id.split("::", -1);
    return parts[0].equals("bettertls") ? parts[0] + "::" + parts[1] : parts[0];
  }

  boolean isBetterTls() {
    return id.startsWith("bettertls::");
  }

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
    JsonNode time = node.get("validation_time");
    JsonNode depth = node.get("max_chain_depth");
    return new LimboCase(
        node.get("id").asString(),
        node.get("class").asString(),
        node.get("expected_result").asString().equals("SUCCESS"),
        node.get("validation_kind").asString().equals("CLIENT"),
        node.path("san_covers_peer_name").asBoolean(false),
        strings(node.get("trusted_certs")),
        strings(node.get("untrusted_intermediates")),
        node.get("peer_certificate").asString(),
        strings(node.path("crls")),
        strings(node.path("extended_key_usage")),
        time == null || time.isNull() ? NOW : OffsetDateTime.parse(time.asString()).toInstant(),
        depth == null || depth.isNull() ? OptionalInt.empty() : OptionalInt.of(depth.asInt()));
  }

  private static List<String> strings(JsonNode array) {
    List<String> strings = new ArrayList<>();
    array.forEach(n -> strings.add(n.asString()));
    return strings;
  }

  /** The DER of a PEM text; empty if it is beyond the limits of a certificate. */
  static Optional<DerCertificate> der(String pem) {
    try {
      return Optional.of(Pem.certificates(pem).getFirst());
    } catch (MalformedCertificateException _) {
      return Optional.empty();
    }
  }

  /** The bytes of the first block of a PEM text. */
  static byte[] bytes(String pem) throws MalformedCertificateException {
    List<PemBlock> blocks = Pem.blocks(pem.getBytes(StandardCharsets.US_ASCII));
    return blocks.getFirst().content();
  }
}
