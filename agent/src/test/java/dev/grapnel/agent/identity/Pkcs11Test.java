package dev.grapnel.agent.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.grapnel.agent.problem.ProblemException;
import dev.grapnel.testing.KeyKind;
import dev.grapnel.testing.TestCa;
import dev.grapnel.testing.TestIdentity;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * SoftHSM2, driven by its own tools. The module reads its configuration from an environment
 * variable of the process that loads it, so each case runs in a JVM of its own.
 */
class Pkcs11Test {
  private static final TestCa CA = TestCa.root(KeyKind.P256);
  private static final Path MODULE =
      Stream.of(
              "/usr/lib/softhsm/libsofthsm2.so",
              "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
              "/usr/lib64/softhsm/libsofthsm2.so")
          .map(Path::of)
          .filter(Files::isReadable)
          .findFirst()
          .orElse(Path.of("/nonexistent"));

  @TempDir Path folder;

  private String run(String... command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("SOFTHSM2_CONF", folder.resolve("softhsm2.conf").toString());
    Process process = builder.start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), out);
    return out;
  }

  private void makeToken(String label) throws Exception {
    run(
        "softhsm2-util",
        "--init-token",
        "--free",
        "--label",
        label,
        "--pin",
        "1234",
        "--so-pin",
        "5678");
  }

  private void put(String token, TestIdentity identity, String id, String name) throws Exception {
    Path key = Files.writeString(folder.resolve("key.pem"), identity.keyPkcs8Pem());
    run(
        "softhsm2-util",
        "--import",
        key.toString(),
        "--token",
        token,
        "--pin",
        "1234",
        "--id",
        id,
        "--label",
        name);
    Path certificate = Files.write(folder.resolve("certificate.der"), identity.der());
    run(
        "pkcs11-tool",
        "--module",
        MODULE.toString(),
        "--token-label",
        token,
        "--pin",
        "1234",
        "--login",
        "--write-object",
        certificate.toString(),
        "--type",
        "cert",
        "--id",
        id,
        "--label",
        name);
  }

  @Test
  void token_withTwoKeys_signsWithTheOneThatIsNamed() throws Exception {
    assumeTrue(Files.isReadable(MODULE), "SoftHSM2 (package softhsm2) is not installed");
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/pkcs11-tool")), "opensc is not installed");
    Files.createDirectory(folder.resolve("tokens"));
    Files.writeString(
        folder.resolve("softhsm2.conf"),
        "directories.tokendir = " + folder.resolve("tokens") + "\nlog.level = ERROR\n");
    makeToken("empty");
    makeToken("agent");
    TestIdentity first = CA.leaf("first").issue();
    TestIdentity second = CA.leaf("second").key(KeyKind.RSA_2048).issue();
    put("agent", first, "0a", "first");
    put("agent", second, "0b", "second");
    Path pin = Files.writeString(folder.resolve("pin"), "1234\n");
    String base = "?module-path=" + MODULE + "&pin-source=file:" + pin;
    List<String> uris =
        List.of(
            "pkcs11:token=agent;object=first" + base,
            "pkcs11:token=agent;id=%0b" + base,
            "pkcs11:token=agent;id=%0a?module-path=" + MODULE + "&pin-value=1234",
            "pkcs11:token=nowhere" + base,
            "pkcs11:token=agent;object=third" + base,
            "pkcs11:token=agent" + base);
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Pkcs11Probe.class.getName()));
    command.addAll(uris);
    List<String> lines = run(command.toArray(String[]::new)).lines().toList();
    assertEquals(
        List.of(
            "signed " + first.serial(),
            "signed " + second.serial(),
            "signed " + first.serial(),
            "no PKCS#11 token has the label \"nowhere\"",
            "no private key with a certificate fits",
            "several private keys fit: first, second"),
        lines.stream().map(line -> line.replace("second, first", "first, second")).toList());
  }

  @Test
  void uri_isReadAsRfc7512HasIt() throws Exception {
    Pkcs11Uri uri =
        Pkcs11Uri.parse("pkcs11:token=My%20token;id=%0A%ff;type=private?pin-value=1%3b2");
    assertEquals(Optional.of("My token"), uri.token());
    assertEquals(Optional.of("0aff"), uri.id());
    assertEquals("1;2", uri.pin().orElseThrow().read().revealText());
    assertTrue(!uri.toString().contains("1;2"));
    for (String bad : List.of("pkcs12:a=b", "pkcs11:token", "pkcs11:a=b;a=c", "pkcs11:a=%zz")) {
      assertThrows(ProblemException.class, () -> Pkcs11Uri.parse(bad));
    }
  }

  /**
   * Reads each URI's identity and signs with it; the reader has made sure that the pair matches.
   */
  static final class Pkcs11Probe {
    private Pkcs11Probe() {}

    public static void main(String[] uris) throws Exception {
      IdentityReader reader = new IdentityReader(() -> Instant.parse("2026-11-24T00:00:00Z"));
      for (String text : uris) {
        try {
          Pkcs11Uri uri = Pkcs11Uri.parse(text);
          WorkloadIdentity identity =
              reader.read(
                  new KeySource.Pkcs11Token(
                      uri,
                      uri.modulePath().orElseThrow(),
                      Optional.empty(),
                      Optional.empty(),
                      uri.pin().orElseThrow(),
                      EntryChoice.ONLY));

          identity.signer().sign(new byte[] {1});
          System.out.println("signed " + identity.leaf().serial());
        } catch (ProblemException e) {
          System.out.println(e.problem().what());
        }
      }
    }
  }
}
