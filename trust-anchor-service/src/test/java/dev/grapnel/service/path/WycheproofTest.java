package dev.grapnel.service.path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

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
import java.util.Set;
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
  private static final Set<String> HASHES = Set.of("SHA-256", "SHA-384", "SHA-512");
  private static final Set<String> CURVES = Set.of("secp256r1", "secp384r1", "secp521r1");

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
        boolean ours = isOfOurProfile(group);
        for (Vector vector : vectors(file.getKey(), group)) {
          boolean accepted = verifies(provider, group, vector);
          counts.merge(
              "%s %s %s%s"
                  .formatted(
                      file.getKey(),
                      vector.result(),
                      accepted ? "yes" : "no",
                      ours ? "" : " (outside of the profile)"),
              1,
              Integer::sum);
          boolean wrong =
              switch (vector.result()) {
                case "valid" -> accepted != ours;
                case "invalid" -> accepted;
                default -> accepted && !ours; // "acceptable": recorded only
              };
          if (wrong) {
            faults.add(vector.id() + " is " + vector.result());
          }
        }
      }
    }
    counts.forEach((what, count) -> System.out.println(provider + ": " + what + " " + count));
    assertEquals(List.of(), faults);
    assertFalse(counts.isEmpty());
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

  /**
   * Whether the service accepts such keys and algorithms; of others nothing is to be accepted, and
   * signatures in other encodings than X.509's are none.
   */
  private static boolean isOfOurProfile(JsonNode group) {
    JsonNode key = group.path("publicKey");
    boolean hash = HASHES.contains(group.path("sha").asString(""));
    boolean longKey = group.path("keySize").asInt(0) >= 2_048;
    return switch (group.get("type").asString()) {
      case "EcdsaVerify" -> hash && CURVES.contains(key.path("curve").asString(""));
      case "RsassaPkcs1Verify" -> hash && longKey;
      case "RsassaPssVerify" ->
          hash
              && longKey
              && group.path("mgfSha").asString("").equals(group.path("sha").asString(""));
      case "EddsaVerify" -> key.path("curve").asString("").equals("edwards25519");
      case "MlDsaVerify" -> true;
      default -> false;
    };
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
      default -> throw new IllegalArgumentException("not of X.509: " + type);
    };
  }

  private static HashFunction hash(JsonNode group) {
    return HashFunction.valueOf(group.get("sha").asString().replace("-", ""));
  }

  private static byte[] hex(JsonNode node) {
    return HexFormat.of().parseHex(node.asString());
  }
}
