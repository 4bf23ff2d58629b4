package dev.grapnel.service.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.grapnel.protocol.certificate.Pem;
import dev.grapnel.service.revocation.CrlOrder;
import dev.grapnel.testing.KeyKind;
import dev.grapnel.testing.SettableClock;
import dev.grapnel.testing.TestCa;
import dev.grapnel.testing.TestIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

final class VerifyChainCommandTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final TestCa ROOT = TestCa.root("Root", KeyKind.P256);
  private static final TestCa ISSUING = ROOT.intermediate("Issuing", KeyKind.P256);

  @TempDir private Path folder = Path.of("");

  @Test
  void verify_goodChain_saysYes() throws IOException {
    TestIdentity leaf = ISSUING.leaf("demo").issue();
    CommandRun run = verify(leaf, "--intermediates", file("int.pem", ISSUING.pem()));
    assertEquals(0, run.exitCode(), run::err);
    assertTrue(run.out().startsWith("yes: the chain is accepted\n"), run::out);
    assertTrue(run.out().contains("CN=demo"), run::out);
    assertTrue(run.out().contains("holds until    2049-12-31T23:59:59Z"), run::out);
    assertEquals("", run.err());
  }

  @Test
  void verify_derAndChainInOneFile_areRead() throws IOException {
    TestIdentity leaf = ISSUING.leaf("demo").issue();
    Path der = Files.write(folder.resolve("root.der"), ROOT.identity().der());
    String chain = file("chain.pem", leaf.pem() + ISSUING.pem());
    assertEquals(0, run("--trust-anchor", der.toString(), "--certificate", chain).exitCode());
  }

  @Test
  void verify_eachCommonMistake_tellsWhatToFix() throws IOException {
    assertRefused(
        verify(TestCa.root("Other CA", KeyKind.P256).leaf("demo").issue()),
        "CN=Other CA",
        "NO_ISSUER (RFC 5280 section 6.1)",
        "register that root as the trust anchor");
    assertRefused(
        verify(ISSUING.leaf("demo").issue()),
        "its issuer (C=XX, O=Example Test, CN=Issuing) is neither",
        "send its certificate along (--intermediates)");
    assertRefused(
        verify(TestCa.root("Root", KeyKind.P256).leaf("demo").issue()),
        "SIGNATURE_INVALID (RFC 5280 section 6.1.3 (a)(1))",
        "the right name but another key");
    assertRefused(
        verify(ROOT.leaf("demo").expired().issue()),
        "it was valid until 2021-01-01T00:00:00Z; it is 2026-11-24T12:00:00Z",
        "EXPIRED (RFC 5280 section 6.1.3 (a)(2))",
        "Renew the certificate");
    assertRefused(
        verify(ROOT.leaf("demo").keyUsage(0).issue()),
        "NO_DIGITAL_SIGNATURE (RFC 5280 section 4.2.1.3)",
        "with the key usage digitalSignature");
    assertRefused(
        verify(ROOT.leaf("demo").sha1().issue()),
        "SHA-1",
        "ALGORITHM_NOT_ACCEPTED",
        "signed with SHA-256 or stronger");
    assertRefused(
        verify(ROOT.leaf("demo").extendedKeyUsage(KeyPurposeId.id_kp_serverAuth).issue()),
        "does not have clientAuth",
        "PURPOSE_NOT_ALLOWED (RFC 5280 section 4.2.1.12)",
        "extended key usage clientAuth");
    assertRefused(verify(ROOT.leaf("demo").ca(true).issue()), "LEAF_IS_CA", "CA:FALSE");
  }

  @Test
  void verify_revoked_saysSo() throws IOException {
    TestIdentity leaf = ROOT.leaf("demo").issue();
    Path crl = folder.resolve("root.crl");
    Files.write(crl, CrlOrder.by(ROOT.identity()).revoke(leaf.serial(), 1).der());
    assertRefused(
        verify(leaf, "--crl", crl.toString()),
        "REVOKED (RFC 5280 section 6.3.3)",
        "KEY_COMPROMISE",
        "have a new one issued");
    Files.writeString(crl, Pem.encode("X509 CRL", CrlOrder.by(ROOT.identity()).der()));
    assertEquals(0, verify(leaf, "--crl", crl.toString()).exitCode());
  }

  @Test
  void verify_staleCrl_isRefusedUnlessAccepted() throws IOException {
    TestIdentity leaf = ROOT.leaf("demo").issue();
    Path crl = folder.resolve("root.crl");
    Files.write(crl, CrlOrder.by(ROOT.identity()).until(NOW.minusSeconds(1)).der());
    assertRefused(verify(leaf, "--crl", crl.toString()), "REVOCATION_UNKNOWN", "was due at");
    CommandRun accepted = verify(leaf, "--crl", crl.toString(), "--accept-stale-crl");
    assertEquals(0, accepted.exitCode());
    assertTrue(accepted.out().contains("warnings"), accepted::out);
  }

  @Test
  void verify_atAnotherTimeOrForAnyPurpose_changesTheAnswer() throws IOException {
    TestIdentity expired = ROOT.leaf("demo").expired().issue();
    assertEquals(0, verify(expired, "--at", "2020-06-01T00:00:00Z").exitCode());
    TestIdentity server = ROOT.leaf("demo").extendedKeyUsage(KeyPurposeId.id_kp_serverAuth).issue();
    assertEquals(0, verify(server, "--any-purpose").exitCode());
  }

  @Test
  void verify_json_isOneObject() throws IOException {
    CommandRun yes = verify(ROOT.leaf("demo").issue(), "--json");
    JsonNode accepted = new ObjectMapper().readTree(yes.out());
    assertTrue(accepted.get("accepted").asBoolean());
    assertEquals(
        "C=XX, O=Example Test, CN=demo", accepted.get("path").get(0).get("subject").asString());
    CommandRun no = verify(ROOT.leaf("demo").expired().issue(), "--json");
    JsonNode refused = new ObjectMapper().readTree(no.out());
    assertEquals(1, no.exitCode());
    assertFalse(refused.get("accepted").asBoolean());
    assertEquals("EXPIRED", refused.get("rule").asString());
    assertTrue(refused.get("toldToCaller").asBoolean());
  }

  @Test
  void verify_unreadableContent_isNo() throws IOException {
    CommandRun run =
        run("--trust-anchor", file("root.pem", ROOT.pem()), "--certificate", file("x", "hello"));
    assertRefused(run, "MALFORMED", "x: no certificate in the PEM text");
  }

  @Test
  void verify_wrongUsage_exitsWithTwo() throws IOException {
    String root = file("root.pem", ROOT.pem());
    assertEquals(2, run("--trust-anchor", root).exitCode());
    CommandRun absent = run("--trust-anchor", root, "--certificate", "/nonexistent/x.pem");
    assertEquals(2, absent.exitCode());
    assertTrue(absent.err().contains("/nonexistent/x.pem: no such file"), absent::err);
    assertEquals(2, run("--trust-anchor", root, "--certificate", root, "--at", "noon").exitCode());
  }

  private static void assertRefused(CommandRun run, String... expected) {
    assertEquals(1, run.exitCode(), run::err);
    assertTrue(run.out().startsWith("no: the chain is refused\n"), run::out);
    String oneLine = run.out().replaceAll("\\s+", " ");
    for (String text : expected) {
      assertTrue(oneLine.contains(text), () -> text + " is not in " + oneLine);
    }
  }

  private CommandRun verify(TestIdentity leaf, String... more) throws IOException {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--trust-anchor", file("root.pem", ROOT.pem())));
    arguments.addAll(List.of("--certificate", file("leaf.pem", leaf.pem())));
    arguments.addAll(Arrays.asList(more));
    return run(arguments.toArray(String[]::new));
  }

  private static CommandRun run(String... arguments) {
    return CommandRun.run(new VerifyChainCommand(new SettableClock(NOW)), arguments);
  }

  private String file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content).toString();
  }
}
