package dev.grapnel.packaging;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Makes the certificates of a demonstration where no openssl is at hand: a CA, whose key is thrown
 * away at once, and one workload certificate under it (both P-256).
 */
public final class DemoCertificates {
  private static final Duration LIFETIME = Duration.ofDays(30);
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(10);
  private static final X500Name CA_NAME = new X500Name("CN=Quickstart CA");
  private static final X500Name WORKLOAD_NAME = new X500Name("CN=quickstart-workload");

  private final JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
  private final KeyPair caKey = keyPair();
  private final Date from;
  private final Date to;

  private DemoCertificates(Instant now) throws GeneralSecurityException {
    from = Date.from(now.minus(CLOCK_SKEW));
    to = Date.from(now.plus(LIFETIME));
  }

  /**
   * Writes {@code ca.pem}, {@code workload.pem} and {@code workload.key} (PKCS#8, mode 0600).
   *
   * @param args the folder, which exists
   * @throws Exception if the JDK lacks P-256 or a file exists already or cannot be written
   */
  public static void main(String[] args) throws Exception {
    new DemoCertificates(Instant.now()).writeTo(Path.of(args[0]));
  }

  private void writeTo(Path folder)
      throws IOException, GeneralSecurityException, OperatorCreationException {
    KeyPair workloadKey = keyPair();
    write(folder.resolve("ca.pem"), pem(signed(caBuilder())), "rw-r--r--");
    write(folder.resolve("workload.pem"), pem(signed(workloadBuilder(workloadKey))), "rw-r--r--");
    write(
        folder.resolve("workload.key"),
        pem(new JcaPKCS8Generator(workloadKey.getPrivate(), null)),
        "rw-------");
  }

  private X509v3CertificateBuilder caBuilder() throws IOException {
    return builder(CA_NAME, caKey)
        .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
        .addExtension(
            Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
  }

  private X509v3CertificateBuilder workloadBuilder(KeyPair key) throws IOException {
    return builder(WORKLOAD_NAME, key)
        .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
        .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
        .addExtension(
            Extension.authorityKeyIdentifier,
            false,
            extensions.createAuthorityKeyIdentifier(caKey.getPublic()));
  }

  private X509v3CertificateBuilder builder(X500Name subject, KeyPair key) throws IOException {
    BigInteger serial = new BigInteger(120, new SecureRandom()).setBit(119);
    return new JcaX509v3CertificateBuilder(CA_NAME, serial, from, to, subject, key.getPublic())
        .addExtension(
            Extension.subjectKeyIdentifier,
            false,
            extensions.createSubjectKeyIdentifier(key.getPublic()));
  }

  private Object signed(X509v3CertificateBuilder builder) throws OperatorCreationException {
    return builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(caKey.getPrivate()));
  }

  private static KeyPair keyPair() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  private static String pem(Object object) throws IOException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
      pem.writeObject(object);
    }
    return text.toString();
  }

  private static void write(Path file, String content, String mode) throws IOException {
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode)));
    Files.writeString(file, content, StandardOpenOption.WRITE);
  }
}
