package dev.grapnel.service.path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.grapnel.service.crypto.HashFunction;
import dev.grapnel.service.crypto.UnacceptableKeyException;
import dev.grapnel.service.crypto.VerificationAlgorithm;
import dev.grapnel.service.crypto.VerificationKey;
import dev.grapnel.service.crypto.VerificationProvider;
import dev.grapnel.service.x509.DerValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * The service's verifier, with each provider that it may load, and Wycheproof's signatures ({@code
 * -Dwycheproof.corpus=FILE} for another archive).
 */
final class WycheproofTest {
  /** One test of a file. */
  private record Vector(String id, String result, DerValue message, DerValue signature) {}

  static List<VerificationProvider> providers() {
    return VerificationProvider.loadable();
  }

  @ParameterizedTest
  @MethodSource("providers")
  void wycheproof_eachSignature_isJudgedRight(VerificationProvider provider) throws IOException {
    List<String> faults = new ArrayList<>();
    Map<String, Integer> counts = new TreeMap<>();
    for (Map.Entry<String, JsonNode> file : readFiles().entrySet()) {
      for (JsonNode group : file.getValue().get("testGroups")) {
        for (Vector vector : vectors(file.getKey(), group)) {
          boolean accepted = verifies(provider, group, vector);
          counts.merge(
              "%s %s %s".formatted(file.getKey(), vector.result(), accepted ? "yes" : "no"),
              1,
              Integer::sum);
          boolean wrong =
              switch (vector.result()) {
                case "valid" -> !accepted;
                case "invalid" -> accepted;
                default -> false; // "acceptable": recorded only
              };
          if (wrong) {
            faults.add(vector.id() + " is " + vector.result());
          }
        }
      }
    }
    counts.forEach((what, count) -> System.out.println(provider + ": " + what + " " + count));
    assertEquals(List.of(), faults);
    assertTrue(counts.keySet().stream().anyMatch(what -> what.endsWith("valid yes")));
    assertFalse(counts.keySet().stream().noneMatch(what -> what.endsWith("invalid no")));
  }

  private static Map<String, JsonNode> readFiles() throws IOException {
    Map<String, JsonNode> files = new HashMap<>();
    ObjectMapper mapper = new ObjectMapper();
    PkitsRow.untar(Corpus.file("wycheproof.corpus", "wycheproof.tar.gz"))
        .forEach(
            (path, content) -> {
              if (path.endsWith(".json")) {
                String name = path.substring(path.lastIndexOf('/') + 1);
                files.put(name.replace("_test.json", ""), mapper.readTree(content));
              }
            });
    return files;
  }

  /** X.509 uses ML-DSA without a context, so what has one is left out. */
  private static List<Vector> vectors(String file, JsonNode group) {
    List<Vector> vectors = new ArrayList<>();
    for (JsonNode test : group.get("tests")) {
      if (test.path("ctx").asString("").isEmpty()) {
        vectors.add(
            new Vector(
                file + " " + test.get("tcId").asInt() + " (" + test.get("comment") + ")",
                test.get("result").asString(),
                new DerValue(hex(test.get("msg"))),
                new DerValue(hex(test.get("sig")))));
      }
    }
    return vectors;
  }

  private static boolean verifies(VerificationProvider provider, JsonNode group, Vector vector) {
    try {
      VerificationKey key =
          provider.key(SubjectPublicKeyInfo.getInstance(hex(group.get("publicKeyDer"))));
      return key.verify(algorithm(group), vector.message().bytes(), vector.signature().bytes());
    } catch (UnacceptableKeyException | IllegalArgumentException | NullPointerException _) {
      return false; // no key, no signature
    }
  }

  private static VerificationAlgorithm algorithm(JsonNode group) {
    String type = group.get("type").asString();
    return switch (type) {
      case "EcdsaVerify" -> new VerificationAlgorithm.Ecdsa(hash(group));
      case "RsassaPkcs1Verify" -> new VerificationAlgorithm.RsaPkcs1(hash(group));
      case "RsassaPssVerify" ->
          new VerificationAlgorithm.RsaPss(hash(group), group.get("sLen").asInt());
      case "EddsaVerify" -> new VerificationAlgorithm.Ed25519();
      case "MlDsaVerify" -> new VerificationAlgorithm.MlDsa();
      default -> throw new IllegalStateException("unknown type of vectors: " + type);
    };
  }

  private static HashFunction hash(JsonNode group) {
    return HashFunction.valueOf(group.get("sha").asString().replace("-", ""));
  }

  private static byte[] hex(JsonNode node) {
    return HexFormat.of().parseHex(node.asString());
  }
}
