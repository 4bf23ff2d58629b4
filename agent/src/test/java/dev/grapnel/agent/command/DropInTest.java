package dev.grapnel.agent.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.grapnel.agent.testing.AgentTree;
import dev.grapnel.agent.testing.IdentityFiles;
import dev.grapnel.agent.testing.InProcess;
import dev.grapnel.agent.testing.RecordingService;
import dev.grapnel.testing.KeyKind;
import dev.grapnel.testing.TestCa;
import dev.grapnel.testing.TestIdentity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What users of the AWS helper call, by the names and options that they know. */
class DropInTest {
  private static final TestCa CA = TestCa.root(KeyKind.P256);

  @TempDir Path folder;
  private RecordingService service;
  private TestIdentity identity;
  private IdentityFiles files;
  private Map<String, String> environment;

  @BeforeEach
  void setUp() throws IOException {
    service = RecordingService.start();
    identity = CA.leaf("demo").issue();
    files = IdentityFiles.write(folder, identity);
    environment = new HashMap<>(Map.of("HOME", folder.toString()));
  }

  @AfterEach
  void tearDown() {
    service.close();
    assertEquals(List.of(), service.faults());
  }

  private AgentTree.Run run(List<String> line) throws InterruptedException {
    return InProcess.run(InstantSource.system(), folder, environment, line);
  }

  private List<String> line(String command, String... more) {
    List<String> line = new ArrayList<>(files.commandLine(service, more));
    line.set(0, command);
    return line;
  }

  @Test
  void update_once_writesTheSection() throws Exception {
    AgentTree.Run result = run(line("update", "--once", "--profile", "mine"));
    assertEquals(0, result.exitCode(), result.err());
    Path written = folder.resolve(".aws/credentials");
    assertTrue(Files.readString(written).startsWith("[mine]\naws_access_key_id = ASIATEST"));
    Path elsewhere = folder.resolve("elsewhere/file");
    environment.put("AWS_SHARED_CREDENTIALS_FILE", elsewhere.toString());
    assertEquals(0, run(line("update", "--once")).exitCode());
    assertTrue(Files.readString(elsewhere).startsWith("[default]\n"));
  }

  @Test
  void update_once_whenRefused_leavesTheFile() throws Exception {
    service.respondWith(RecordingService.refusing(403, "AccessDeniedException", "no"));
    AgentTree.Run result = run(line("update", "--once"));
    assertEquals(1, result.exitCode());
    assertTrue(result.err().contains("AccessDeniedException: no"), result.err());
    assertTrue(Files.notExists(folder.resolve(".aws/credentials")));
  }

  @ParameterizedTest
  @CsvSource({"P256,SHA256,ECDSA", "P384,SHA384,ECDSA", "RSA_2048,SHA512,RSA"})
  void signString_signsTheHelpersText(KeyKind kind, String digest, String suffix) throws Exception {
    TestIdentity other = CA.leaf("demo").key(kind).issue();
    files = IdentityFiles.write(folder, other);
    AgentTree.Run result =
        run(
            List.of(
                "sign-string",
                "--private-key",
                files.key().toString(),
                "--digest",
                digest,
                "--format",
                "text"));
    assertEquals(0, result.exitCode(), result.err());
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    sha256.update("IAM RA".getBytes(StandardCharsets.US_ASCII));
    sha256.update(
        SubjectPublicKeyInfo.getInstance(other.keys().getPublic().getEncoded())
            .getPublicKeyData()
            .getBytes());
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    text.writeBytes(
        "AWS Roles Anywhere Credential Helper Signing Test1".getBytes(StandardCharsets.US_ASCII));
    text.writeBytes(sha256.digest());
    Signature verifier = Signature.getInstance(digest + "with" + suffix);
    verifier.initVerify(other.keys().getPublic());
    verifier.update(text.toByteArray());
    assertTrue(verifier.verify(HexFormat.of().parseHex(result.out())));
    String json = run(List.of("sign-string", "--private-key", files.key().toString())).out();
    assertTrue(json.matches("\"[0-9a-f]+\""), json);
  }

  @Test
  void readCertificateData_isTheHelpersJson() throws Exception {
    AgentTree.Run result =
        run(List.of("read-certificate-data", "--certificate", files.certificate().toString()));
    assertEquals(
        "{\"keyType\":\"EC\",\"certificateData\":\""
            + java.util.Base64.getEncoder().encodeToString(identity.der())
            + "\",\"serialNumber\":\""
            + identity.serial()
            + "\",\"supportedAlgorithms\":[\"ECSHA256\",\"ECSHA384\",\"ECSHA512\"]}",
        result.out());
  }

  @Test
  void exec_givesCredentialsToTheProgramAlone() throws Exception {
    List<String> line = line("exec", "--", "/bin/sh", "-c");
    line.add(
        "echo $AWS_ACCESS_KEY_ID $AWS_SECRET_ACCESS_KEY $AWS_SESSION_TOKEN >"
            + folder.resolve("seen")
            + "; exit 7");
    assertEquals(7, run(line).exitCode());
    assertEquals("ASIATEST00000001 secret-1 token-1\n", Files.readString(folder.resolve("seen")));
    assertEquals(2, run(line("exec")).exitCode());
    AgentTree.Run missing = run(line("exec", "--", "/nonexistent/program"));
    assertEquals(1, missing.exitCode());
  }

  @Test
  void exec_withAnEndpoint_leadsTheProgramThere() throws Exception {
    List<String> line = line("exec", "--endpoint-for-child", "--", "/bin/sh", "-c");
    line.add(
        "cat $AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE >"
            + folder.resolve("token")
            + "; echo $AWS_CONTAINER_CREDENTIALS_FULL_URI >"
            + folder.resolve("uri"));
    assertEquals(0, run(line).exitCode());
    assertEquals(43, Files.readString(folder.resolve("token")).length());
    assertTrue(
        Files.readString(folder.resolve("uri"))
            .matches("http://127\\.0\\.0\\.1:\\d+/credentials\n"));
  }

  @Test
  void doctor_saysWhatIsWellAndWhatIsNot() throws Exception {
    AgentTree.Run well = run(line("doctor"));
    assertEquals(0, well.exitCode(), well.out());
    assertTrue(well.out().contains("a trial CreateSession succeeded"), well.out());
    assertFalse(well.out().contains("secret-1"));
    service.respondWith(RecordingService.refusing(403, "AccessDeniedException", "no"));
    AgentTree.Run refused = run(line("doctor"));
    assertEquals(1, refused.exitCode());
    assertTrue(refused.out().contains("PROBLEM  CreateSession was refused"), refused.out());
    assertTrue(refused.out().contains("note     AccessDeniedException: "), refused.out());
    Files.writeString(files.key(), CA.leaf("other").issue().keyPkcs8Pem());
    AgentTree.Run mismatch = run(line("doctor"));
    assertTrue(mismatch.out().contains("does not belong to the certificate"), mismatch.out());
  }

  /** The helper's pairs that exclude each other, and a few that do not. */
  @ParameterizedTest
  @CsvSource({
    "--certificate,--cert-selector,2",
    "--certificate,--system-store-name,2",
    "--private-key,--cert-selector,2",
    "--private-key,--system-store-name,2",
    "--private-key,--use-latest-expiring-certificate,2",
    "--use-latest-expiring-certificate,--intermediates,2",
    "--use-latest-expiring-certificate,--reuse-pin,2",
    "--cert-selector,--intermediates,2",
    "--cert-selector,--reuse-pin,2",
    "--cert-selector,--tpm-key-password,2",
    "--cert-selector,--no-tpm-key-password,2",
    "--system-store-name,--reuse-pin,2",
    "--tpm-key-password,--reuse-pin,2",
    "--tpm-key-password,--no-tpm-key-password,2",
    "--tpm-key-password,--pkcs8-password,2",
    "--with-proxy,--debug,0",
    "--debug,--reuse-pin,0",
    "--pkcs8-password,--debug,0"
  })
  void pairsOfOptions_areRefusedAsTheHelperDoes(String first, String second, int exitCode)
      throws Exception {
    List<String> line = line("credential-process", "--no-cache");
    for (String option : List.of(first, second)) {
      if (!line.contains(option)) {
        line.add(option);
        if (List.of(
                "--cert-selector",
                "--system-store-name",
                "--intermediates",
                "--tpm-key-password",
                "--pkcs8-password")
            .contains(option)) {
          line.add("value");
        }
      }
    }
    assertEquals(exitCode, run(line).exitCode());
  }

  @Test
  void help_andVersion_areThere() throws Exception {
    assertTrue(run(List.of("help")).out().contains("credential-process"));
    assertTrue(run(List.of("help", "serve")).out().contains("--hop-limit HOPS"));
    assertTrue(run(List.of("serve", "--help")).out().contains("--port PORT"));
    assertEquals(0, run(List.of("version")).exitCode());
    assertEquals(2, run(List.of()).exitCode());
  }
}
