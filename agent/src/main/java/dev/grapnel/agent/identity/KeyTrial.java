package dev.grapnel.agent.identity;

import dev.grapnel.agent.problem.ProblemException;
import dev.grapnel.protocol.certificate.MalformedCertificateException;
import dev.grapnel.protocol.certificate.Pem;
import dev.grapnel.protocol.certificate.PemBlock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;

/** Tries a key without a service, as the AWS helper's {@code sign-string} does. */
public final class KeyTrial {
  private static final String TEXT = "AWS Roles Anywhere Credential Helper Signing Test1";
  private static final String KEY_PREFIX = "IAM RA";

  private KeyTrial() {}

  /**
   * The signature of the helper's fixed string.
   *
   * @param digest SHA256, SHA384 or SHA512
   */
  public static byte[] sign(KeySource source, String digest) throws ProblemException {
    if (source instanceof KeySource.PemFiles files) {
      return sign(pemKey(files), digest);
    }
    WorkloadIdentity identity = StoredIdentity.read(source);
    if (!digest.equals("SHA256")) {
      throw new ProblemException(
          "a key in a store or token is tried with SHA256 alone", "leave out --digest");
    }
    try {
      return identity.signer().sign(text(identity.leaf().publicKey()));
    } catch (GeneralSecurityException e) {
      throw new ProblemException("the key cannot sign: " + e.getMessage(), "check the key", e);
    }
  }

  private record Pair(PrivateKey privateKey, PublicKey publicKey) {}

  private static byte[] sign(Pair pair, String digest) throws ProblemException {
    boolean rsa = pair.privateKey().getAlgorithm().equals("RSA");
    try {
      Signature signature = Signature.getInstance(digest + (rsa ? "withRSA" : "withECDSA"));
      signature.initSign(pair.privateKey());
      signature.update(text(pair.publicKey()));
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new ProblemException("the key cannot sign: " + e.getMessage(), "check the key", e);
    }
  }

  /** The text ends with a digest of the public key's own bits. */
  private static byte[] text(PublicKey publicKey) throws GeneralSecurityException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    digest.update(KEY_PREFIX.getBytes(StandardCharsets.US_ASCII));
    digest.update(
        SubjectPublicKeyInfo.getInstance(publicKey.getEncoded()).getPublicKeyData().getBytes());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(TEXT.getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(digest.digest());
    return out.toByteArray();
  }

  /** Key and public key from the key's file alone. */
  private static Pair pemKey(KeySource.PemFiles files) throws ProblemException {
    byte[] text = SmallFile.read(files.keyFile(), "private key");
    try {
      for (PemBlock block : Pem.blocks(text)) {
        if (block.label().endsWith("PRIVATE KEY")) {
          return pair(pkcs8(block, files));
        }
      }
    } catch (MalformedCertificateException
        | GeneralSecurityException
        | IOException
        | RuntimeException _) {
      // Said below, without the cause: it may quote what it could not read.
    }
    throw new ProblemException(
        "the private key in " + files.keyFile() + " cannot be read",
        "give a PEM file with an RSA or EC key");
  }

  private static byte[] pkcs8(PemBlock block, KeySource.PemFiles files)
      throws ProblemException, IOException {
    return switch (block.label()) {
      case "PRIVATE KEY" -> block.content();
      case "ENCRYPTED PRIVATE KEY" ->
          EncryptedKey.decrypt(block.content(), files.password(), files.keyFile().toString());
      default -> {
        String pem = Pem.encode(block.label(), block.content());
        try (PEMParser parser = new PEMParser(new java.io.StringReader(pem))) {
          yield ((PEMKeyPair) parser.readObject()).getPrivateKeyInfo().getEncoded();
        }
      }
    };
  }

  private static Pair pair(byte[] pkcs8) throws IOException, GeneralSecurityException {
    AsymmetricKeyParameter key = PrivateKeyFactory.createKey(PrivateKeyInfo.getInstance(pkcs8));
    AsymmetricKeyParameter publicKey;
    String algorithm = "RSA";
    if (key instanceof ECPrivateKeyParameters ec) {
      algorithm = "EC";
      publicKey =
          new ECPublicKeyParameters(
              ec.getParameters().getG().multiply(ec.getD()), ec.getParameters());
    } else if (key instanceof RSAPrivateCrtKeyParameters rsa) {
      publicKey = new RSAKeyParameters(false, rsa.getModulus(), rsa.getPublicExponent());
    } else {
      throw new GeneralSecurityException("neither RSA nor EC");
    }
    byte[] info = SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(publicKey).getEncoded();
    KeyFactory factory = KeyFactory.getInstance(algorithm);
    return new Pair(
        factory.generatePrivate(new PKCS8EncodedKeySpec(pkcs8)),
        factory.generatePublic(new X509EncodedKeySpec(info)));
  }

  /** What the AWS helper's {@code read-certificate-data} prints, as JSON. */
  public static String certificateData(KeySource source) throws ProblemException {
    Leaf leaf =
        source instanceof KeySource.PemFiles files
            ? Leaf.of(
                PemIdentity.certificates(
                        SmallFile.read(files.certificate(), "certificate"), files.certificate())
                    .getFirst(),
                files.certificate().toString())
            : StoredIdentity.read(source).leaf();
    String algorithm = leaf.publicKey().getAlgorithm();
    String prefix = algorithm.equals("RSA") ? "RSA" : "EC";
    String algorithms =
        algorithm.startsWith("ML-DSA")
            ? "\"MLDSA\""
            : "\"" + prefix + "SHA256\",\"" + prefix + "SHA384\",\"" + prefix + "SHA512\"";
    return "{\"keyType\":\""
        + algorithm
        + "\",\"certificateData\":\""
        + leaf.der().base64()
        + "\",\"serialNumber\":\""
        + leaf.serial()
        + "\",\"supportedAlgorithms\":["
        + algorithms
        + "]}";
  }
}
