package dev.grapnel.service.path;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Random;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.PolicyInformation;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/**
 * Chains at random, each certificate of which is signed by the right key, however odd it is: what a
 * verifier refuses of them it refuses by a rule.
 */
final class ChainForge {
  static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  private static final AlgorithmIdentifier ECDSA =
      new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);
  private static final String[] HOSTS = {
    "example.com", "a.example.com", "b.a.example.com", "example.org", "*.example.com", "EXAMPLE.com"
  };
  private static final String[] MAILBOXES = {
    "u@example.com", "u@a.example.com", "v@example.org", "U@example.com"
  };
  private static final String[] POLICIES = {"1.2.3.1", "1.2.3.2", "2.5.29.32.0"};
  private static final List<KeyPair> KEYS = keys();

  private final Random random;

  ChainForge(long seed) {
    random = new Random(seed);
  }

  /** DER certificates from the leaf upwards; the last is the anchor. */
  List<byte[]> chain() {
    int length = 2 + random.nextInt(3);
    List<byte[]> downwards = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      downwards.add(certificate(i, length));
    }
    return downwards.reversed();
  }

  /**
   * @param depth 0 for the anchor
   */
  private byte[] certificate(int depth, int length) {
    try {
      V3TBSCertificateGenerator tbs = new V3TBSCertificateGenerator();
      tbs.setSerialNumber(new ASN1Integer(BigInteger.valueOf(1 + random.nextInt(1_000_000))));
      tbs.setSignature(ECDSA);
      tbs.setIssuer(name(Math.max(0, depth - 1)));
      tbs.setSubject(name(depth));
      boolean wrongTime = depth > 0 && rarely();
      tbs.setStartDate(time(NOW.minus(Duration.ofDays(wrongTime ? 20 : 10))));
      tbs.setEndDate(time(NOW.plus(Duration.ofDays(wrongTime ? -1 : 10))));
      tbs.setSubjectPublicKeyInfo(
          SubjectPublicKeyInfo.getInstance(KEYS.get(depth).getPublic().getEncoded()));
      ExtensionsGenerator extensions = new ExtensionsGenerator();
      addExtensions(extensions, depth == 0, depth == length - 1);
      if (!extensions.isEmpty()) {
        tbs.setExtensions(extensions.generate());
      }
      byte[] signed = mutated(tbs.generateTBSCertificate(), depth);
      return sign(signed, KEYS.get(Math.max(0, depth - 1)));
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private void addExtensions(ExtensionsGenerator to, boolean anchor, boolean leaf)
      throws IOException {
    if (anchor || !rarely()) {
      to.addExtension(Extension.basicConstraints, anchor || !rarely(), basic(anchor, leaf));
    }
    if (anchor || random.nextInt(3) > 0) {
      int usage =
          leaf || (!anchor && rarely())
              ? KeyUsage.digitalSignature
              : KeyUsage.keyCertSign | KeyUsage.cRLSign;
      to.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
    }
    if (random.nextInt(3) > 0) {
      to.addExtension(Extension.subjectAlternativeName, false, names());
    }
    if (!anchor && !leaf && random.nextInt(3) == 0) {
      to.addExtension(Extension.nameConstraints, true, constraints());
    }
    if (random.nextInt(2) == 0) {
      to.addExtension(
          Extension.certificatePolicies,
          random.nextBoolean(),
          new CertificatePolicies(new PolicyInformation(new ASN1ObjectIdentifier(pick(POLICIES)))));
    }
    if (!anchor && rarely()) {
      to.addExtension(
          new ASN1ObjectIdentifier("1.2.3.4.5"), random.nextBoolean(), DERNull.INSTANCE);
    }
  }

  private BasicConstraints basic(boolean anchor, boolean leaf) {
    boolean ca = anchor || (leaf ? rarely() : !rarely());
    return ca && !anchor && random.nextInt(3) == 0
        ? new BasicConstraints(random.nextInt(3))
        : new BasicConstraints(ca);
  }

  private GeneralNames names() {
    GeneralName[] names = new GeneralName[1 + random.nextInt(2)];
    for (int i = 0; i < names.length; i++) {
      names[i] = generalName();
    }
    return new GeneralNames(names);
  }

  private GeneralName generalName() {
    return switch (random.nextInt(4)) {
      case 0 -> new GeneralName(GeneralName.rfc822Name, pick(MAILBOXES));
      case 1 -> new GeneralName(GeneralName.iPAddress, "10.0." + random.nextInt(3) + ".1");
      case 2 -> new GeneralName(name(random.nextInt(4)));
      default -> new GeneralName(GeneralName.dNSName, pick(HOSTS));
    };
  }

  private NameConstraints constraints() {
    GeneralSubtree[] permitted = {subtree()};
    GeneralSubtree[] excluded = {subtree()};
    return switch (random.nextInt(3)) {
      case 0 -> new NameConstraints(permitted, null);
      case 1 -> new NameConstraints(null, excluded);
      default -> new NameConstraints(permitted, excluded);
    };
  }

  private GeneralSubtree subtree() {
    return new GeneralSubtree(
        switch (random.nextInt(4)) {
          case 0 -> new GeneralName(GeneralName.rfc822Name, pick("example.com", "u@example.com"));
          case 1 -> new GeneralName(GeneralName.iPAddress, "10.0.0.0/16");
          case 2 -> new GeneralName(new X500Name("O=Forge"));
          default -> new GeneralName(GeneralName.dNSName, pick("example.com", "a.example.com", ""));
        });
  }

  /** Now and then one bit of what is to be signed is another. */
  private byte[] mutated(TBSCertificate tbs, int depth) throws IOException {
    byte[] bytes = tbs.getEncoded("DER");
    if (depth > 0 && random.nextInt(4) == 0) {
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return bytes;
  }

  private static byte[] sign(byte[] tbs, KeyPair issuer)
      throws GeneralSecurityException, IOException {
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(issuer.getPrivate());
    signature.update(tbs);
    byte[] bits = new DERBitString(signature.sign()).getEncoded();
    byte[] algorithm = ECDSA.getEncoded("DER");
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.write(tbs);
    content.write(algorithm);
    content.write(bits);
    ByteArrayOutputStream certificate = new ByteArrayOutputStream();
    certificate.write(0x30);
    certificate.write(0x82);
    certificate.write(content.size() >> 8);
    certificate.write(content.size());
    content.writeTo(certificate);
    return certificate.toByteArray();
  }

  private boolean rarely() {
    return random.nextInt(12) == 0;
  }

  private String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private static X500Name name(int depth) {
    return new X500Name("O=Forge,CN=Level " + depth);
  }

  private static Time time(Instant instant) {
    return new Time(Date.from(instant));
  }

  private static List<KeyPair> keys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      // always the same keys, so that a seed always makes the same chain
      SecureRandom fixed = SecureRandom.getInstance("SHA1PRNG");
      fixed.setSeed(1);
      generator.initialize(new ECGenParameterSpec("secp256r1"), fixed);
      List<KeyPair> keys = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        keys.add(generator.generateKeyPair());
      }
      return List.copyOf(keys);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
