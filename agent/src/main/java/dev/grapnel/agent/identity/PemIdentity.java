package dev.grapnel.agent.identity;

import dev.grapnel.agent.problem.ProblemException;
import dev.grapnel.protocol.certificate.DerCertificate;
import dev.grapnel.protocol.certificate.MalformedCertificateException;
import dev.grapnel.protocol.certificate.Pem;
import dev.grapnel.protocol.certificate.PemBlock;
import dev.grapnel.protocol.signing.MalformedRequestException;
import dev.grapnel.protocol.signing.MessageSigner;
import dev.grapnel.protocol.signing.PrivateKeySigner;
import dev.grapnel.protocol.signing.SigningAlgorithm;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.List;

/** Identities in PEM files. */
final class PemIdentity {
  private static final String CONVERT =
      "convert it with: openssl pkcs8 -topk8 -in KEY -out NEW-KEY";

  private static final String PLAIN = "PRIVATE KEY";
  private static final String ENCRYPTED = "ENCRYPTED PRIVATE KEY";
  private static final List<String> KEY_LABELS =
      List.of(PLAIN, ENCRYPTED, "EC PRIVATE KEY", "RSA PRIVATE KEY");

  private PemIdentity() {}

  static WorkloadIdentity read(KeySource.PemFiles files) throws ProblemException {
    byte[] certificateText = SmallFile.read(files.certificate(), "certificate");
    DerCertificate first = certificates(certificateText, files.certificate()).getFirst();
    CurveTables.prepareFor(first.encoded());
    Leaf leaf = Leaf.of(first, files.certificate().toString());
    List<DerCertificate> chain =
        files.intermediates().isPresent() ? chain(files.intermediates().get()) : List.of();
    byte[] keyText =
        files.key().isPresent() ? SmallFile.read(files.keyFile(), "private key") : certificateText;
    try {
      SigningAlgorithm algorithm = SigningAlgorithm.ofKeyAlgorithm(leaf.publicKey().getAlgorithm());
      MessageSigner signer = signer(keyText, files, leaf.publicKey());
      WorkloadIdentity identity = new WorkloadIdentity(leaf, chain, algorithm, signer);
      KeyMatch.require(identity, files.keyFile().toString());
      return identity;
    } catch (MalformedRequestException e) {
      throw new ProblemException(
          "the certificate in " + files.certificate() + " has a key of an unknown kind",
          "use an RSA, EC or ML-DSA key",
          e);
    } finally {
      Arrays.fill(keyText, (byte) 0);
    }
  }

  private static List<DerCertificate> chain(Path file) throws ProblemException {
    return certificates(SmallFile.read(file, "intermediates"), file);
  }

  static List<DerCertificate> certificates(byte[] text, Path file) throws ProblemException {
    try {
      return Pem.certificates(text);
    } catch (MalformedCertificateException e) {
      throw new ProblemException(
          file + ": " + e.getMessage(), "the file must hold PEM certificates, whole", e);
    }
  }

  private static MessageSigner signer(byte[] text, KeySource.PemFiles files, PublicKey publicKey)
      throws ProblemException {
    byte[] encoded = pkcs8(keyBlock(text, files.keyFile()), files, publicKey);
    String algorithm = publicKey.getAlgorithm();
    try {
      return algorithm.startsWith("ML-DSA")
          ? MlDsaKey.of(encoded)
          : new PrivateKeySigner(
              KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded)));
    } catch (GeneralSecurityException | MalformedRequestException _) {
      // The cause is left out: it may quote what it could not read.
      throw new ProblemException(
          "the private key in "
              + files.keyFile()
              + " is damaged, or is not "
              + algorithm
              + " as the certificate's key",
          "check it with: openssl pkey -in KEY -noout, and that it belongs to the certificate");
    } finally {
      Arrays.fill(encoded, (byte) 0);
    }
  }

  private static byte[] pkcs8(PemBlock block, KeySource.PemFiles files, PublicKey publicKey)
      throws ProblemException {
    return switch (block.label()) {
      case PLAIN -> block.content();
      case ENCRYPTED ->
          EncryptedKey.decrypt(block.content(), files.password(), files.keyFile().toString());
      default -> KeyWrapping.toPkcs8(block.content(), publicKey);
    };
  }

  private static PemBlock keyBlock(byte[] text, Path file) throws ProblemException {
    try {
      for (PemBlock block : Pem.blocks(text)) {
        if (KEY_LABELS.contains(block.label())) {
          return block;
        }
      }
    } catch (MalformedCertificateException e) {
      throw new ProblemException(file + ": " + e.getMessage(), CONVERT, e);
    }
    throw new ProblemException(
        "no private key in "
            + file
            + "; expected -----BEGIN PRIVATE KEY----- or its encrypted, RSA or EC form",
        "give the key's file with --private-key");
  }
}
