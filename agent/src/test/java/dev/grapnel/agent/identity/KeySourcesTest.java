package dev.grapnel.agent.identity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.grapnel.agent.problem.ProblemException;
import dev.grapnel.protocol.certificate.Pem;
import dev.grapnel.protocol.secret.SecretValue;
import dev.grapnel.testing.KeyKind;
import dev.grapnel.testing.SharedData;
import dev.grapnel.testing.TestCa;
import dev.grapnel.testing.TestIdentity;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.params.MLDSAPrivateKeyParameters;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeySourcesTest {
  private static final TestCa CA = TestCa.root(KeyKind.P256);
  private static final TestCa LOWER = CA.intermediate("lower", KeyKind.P256);
  private static final PasswordSource PASSWORD =
      new PasswordSource.Given(SecretValue.ofText("pass wörd"));

  @TempDir Path folder;
  private final IdentityReader reader =
      new IdentityReader(() -> Instant.parse("2026-11-24T00:00:00Z"));

  private Path write(String name, String text) throws Exception {
    return Files.writeString(folder.resolve(name), text);
  }

  private KeySource.PemFiles pem(TestIdentity identity, Path key) throws Exception {
    return new KeySource.PemFiles(
        write("certificate.pem", identity.pem()), Optional.of(key), Optional.empty(), PASSWORD);
  }

  /** Runs OpenSSL, the foreign maker of these files. */
  private void openssl(String... arguments) throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/openssl")), "openssl is not installed");
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).directory(folder.toFile()).start();
    String err =
        new String(
            process.getErrorStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    assertTrue(process.waitFor(30, TimeUnit.SECONDS));
    assertEquals(0, process.exitValue(), err);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-v2 aes-256-cbc",
        "-v2 aes-128-cbc -v2prf hmacWithSHA512 -iter 1000",
        "-v2 aes-192-cbc -v2prf hmacWithSHA1",
        "-v2 des3",
        "-scrypt",
        "-v1 PBE-SHA1-3DES",
        "-v1 PBE-MD5-DES -provider legacy -provider default",
        "-v1 PBE-SHA1-RC2-40 -provider legacy -provider default"
      })
  void encryptedPkcs8_ofEachScheme_isRead(String scheme) throws Exception {
    for (KeyKind kind : List.of(KeyKind.RSA_2048, KeyKind.P256)) {
      TestIdentity identity = CA.leaf("demo").key(kind).issue();
      write("plain.pem", identity.keyPkcs8Pem());
      List<String> arguments = new ArrayList<>(List.of("pkcs8", "-topk8", "-in", "plain.pem"));
      arguments.addAll(List.of("-out", "key.pem", "-passout", "pass:pass wörd"));
      arguments.addAll(List.of(scheme.split(" ", -1)));
      openssl(arguments.toArray(String[]::new));
      WorkloadIdentity read = reader.read(pem(identity, folder.resolve("key.pem")));
      assertArrayEquals(identity.der(), read.leaf().der().encoded());
    }
  }

  @Test
  void encryptedPkcs8_withAWrongPassword_isRefusedWithoutIt() throws Exception {
    TestIdentity identity = CA.leaf("demo").issue();
    write("plain.pem", identity.keyPkcs8Pem());
    openssl("pkcs8", "-topk8", "-in", "plain.pem", "-out", "key.pem", "-passout", "pass:other");
    ProblemException e =
        assertThrows(
            ProblemException.class, () -> reader.read(pem(identity, folder.resolve("key.pem"))));
    assertTrue(e.problem().what().contains("cannot be decrypted"));
    assertFalse(e.problem().text().contains("wörd"));
  }

  @Test
  void encryptedPkcs8_thatAsksForTooMuchWork_isRefusedAtOnce() throws Exception {
    TestIdentity identity = CA.leaf("demo").issue();
    write("plain.pem", identity.keyPkcs8Pem());
    openssl(
        "pkcs8",
        "-topk8",
        "-in",
        "plain.pem",
        "-out",
        "key.pem",
        "-passout",
        "pass:pass wörd",
        "-iter",
        "20000000");
    ProblemException e =
        assertThrows(
            ProblemException.class, () -> reader.read(pem(identity, folder.resolve("key.pem"))));
    assertTrue(e.problem().what().contains("more work"), e.problem().what());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-name modern", "-legacy", "-keypbe NONE -certpbe NONE", "-nomac"})
  void pkcs12_ofOpenssl_isRead(String options) throws Exception {
    TestIdentity identity = LOWER.leaf("demo").issue();
    write("both.pem", identity.keyPkcs8Pem() + identity.pem() + identity.intermediatesPem());
    for (String password : List.of("pass wörd", "", "secret")) {
      List<String> arguments = new ArrayList<>(List.of("pkcs12", "-export", "-in", "both.pem"));
      arguments.addAll(List.of("-out", "store.p12", "-passout", "pass:" + password));
      arguments.addAll(List.of(options.split(" ", -1)));
      openssl(arguments.toArray(String[]::new));
      WorkloadIdentity read =
          reader.read(
              new KeySource.KeyStoreFile(
                  folder.resolve("store.p12"),
                  new PasswordSource.Given(SecretValue.ofText(password)),
                  EntryChoice.ONLY));
      assertArrayEquals(identity.der(), read.leaf().der().encoded());
      assertEquals(1, read.chain().size());
    }
  }

  @Test
  void jks_withSeveralKeys_isReadByAliasOrSelector() throws Exception {
    KeyStore store = KeyStore.getInstance("JKS");
    store.load(null, null);
    char[] password = "pass wörd".toCharArray();
    TestIdentity first = CA.leaf("first").issue();
    TestIdentity second = CA.leaf("second").key(KeyKind.RSA_2048).issue();
    for (TestIdentity identity : List.of(first, second)) {
      Certificate certificate =
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(identity.der()));
      store.setKeyEntry(
          identity.equals(first) ? "first" : "second",
          identity.keys().getPrivate(),
          password,
          new Certificate[] {certificate});
    }
    Path file = folder.resolve("store.jks");
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, password);
    }
    assertTrue(KeyStoreReader.isKeyStore(file));
    ProblemException e =
        assertThrows(
            ProblemException.class,
            () -> reader.read(new KeySource.KeyStoreFile(file, PASSWORD, EntryChoice.ONLY)));
    assertTrue(e.problem().what().contains("several private keys fit: "), e.problem().what());
    EntryChoice byAlias = new EntryChoice(Optional.of("second"), Optional.empty());
    assertArrayEquals(
        second.der(),
        reader.read(new KeySource.KeyStoreFile(file, PASSWORD, byAlias)).leaf().der().encoded());
    String selector = "Key=x509Serial,Value=" + first.serial().toString(16);
    EntryChoice bySerial =
        new EntryChoice(Optional.empty(), Optional.of(CertificateSelector.parse(selector)));
    assertArrayEquals(
        first.der(),
        reader.read(new KeySource.KeyStoreFile(file, PASSWORD, bySerial)).leaf().der().encoded());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ML-DSA-44", "ML-DSA-65", "ML-DSA-87"})
  void mlDsa_inAllThreeForms_signs(String name) throws Exception {
    MLDSAParameters set =
        switch (name) {
          case "ML-DSA-44" -> MLDSAParameters.ml_dsa_44;
          case "ML-DSA-65" -> MLDSAParameters.ml_dsa_65;
          default -> MLDSAParameters.ml_dsa_87;
        };
    byte[] seed = new byte[32];
    MLDSAPrivateKeyParameters key = new MLDSAPrivateKeyParameters(set, seed);
    SubjectPublicKeyInfo info =
        SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(key.getPublicKeyParameters());
    var publicKey =
        KeyFactory.getInstance("ML-DSA").generatePublic(new X509EncodedKeySpec(info.getEncoded()));
    TestIdentity identity =
        CA.leaf("demo").keys(new KeyPair(publicKey, CA.identity().keys().getPrivate())).issue();
    DEROctetString expanded = new DEROctetString(key.getEncoded());
    List<ASN1Encodable> forms =
        List.of(
            new DERTaggedObject(false, 0, new DEROctetString(seed)),
            expanded,
            new DERSequence(new ASN1Encodable[] {new DEROctetString(seed), expanded}));
    for (ASN1Encodable form : forms) {
      byte[] der = new PrivateKeyInfo(info.getAlgorithm(), form).getEncoded();
      Path file = write("key.pem", Pem.encode("PRIVATE KEY", der));
      assertEquals("AWS4-X509-MLDSA", reader.read(pem(identity, file)).algorithm().wireName());
    }
  }

  @Test
  void mlDsa_ofTheCapture_withAnEmptyIssuer_isRead() throws Exception {
    Path vectors = SharedData.require("vectors/create-session");
    byte[] key = Files.readAllBytes(vectors.resolve("mldsa44-key.pk8"));
    WorkloadIdentity read =
        reader.read(
            new KeySource.PemFiles(
                vectors.resolve("mldsa44-cert.pem"),
                Optional.of(write("key.pem", Pem.encode("PRIVATE KEY", key))),
                Optional.empty(),
                PASSWORD));
    assertEquals(2_420, read.signer().sign(new byte[] {1}).length);
  }

  @Test
  void password_fromAFile_isItsFirstLine() throws Exception {
    PasswordSource source = new PasswordSource.FromFile(write("password", "first line\nsecond\n"));
    assertEquals("first line", source.read().revealText());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Key=x509Subject,Value=C=XX,O=Example Test,CN=demo|true",
        "Key=x509Subject,Value=C=XX, O=Example  Test, CN=DEMO|true",
        "Key=x509Subject,Value=CN=other|false",
        "Key=x509Issuer,Value=C=XX,O=Example Test,CN=Test Root Key=x509Serial,Value=0AF3|true",
        "Key=x509Issuer,Value=C=XX,O=Example Test,CN=Test Root Key=x509Serial,Value=0AF4|false"
      })
  void selector_isAsTheHelpers(String text, boolean matches) throws Exception {
    TestIdentity identity = CA.leaf("demo").serial(java.math.BigInteger.valueOf(0xaf3)).issue();
    var certificate =
        (java.security.cert.X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(identity.der()));
    assertEquals(matches, CertificateSelector.parse(text).matches(certificate));
    Path file = write("selector.json", "[{\"Key\":\"x509Serial\",\"Value\":\"0AF3\"}]");
    assertTrue(CertificateSelector.parse("file://" + file).matches(certificate));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Key=",
        "x509Subject=CN=a",
        "Key=x509Nothing,Value=a",
        "Key=x509Serial,Value=xyz",
        "Key=x509Serial,Value=1 Key=x509Serial,Value=2",
        "Key=x509Subject,Value=not a name"
      })
  void selector_thatCannotBeMeant_isRefused(String text) {
    assertThrows(ProblemException.class, () -> CertificateSelector.parse(text));
  }
}
