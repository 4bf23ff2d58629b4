package dev.grapnel.agent.identity;

import dev.grapnel.agent.problem.ProblemException;
import dev.grapnel.protocol.certificate.DerCertificate;
import dev.grapnel.protocol.certificate.MalformedCertificateException;
import dev.grapnel.protocol.certificate.Pem;
import dev.grapnel.protocol.certificate.PemBlock;
import dev.grapnel.protocol.signing.MalformedRequestException;
import dev.grapnel.protocol.signing.PrivateKeySigner;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.List;

/** Identities in PEM files. */
final class PemIdentity {
  private static final String CONVERT =
      "convert it with: openssl pkcs8 -topk8 -in KEY -out NEW-KEY";

  private PemIdentity() {}

  static WorkloadIdentity read(KeySource.PemFiles files) throws ProblemException {
    byte[] certificateText = SmallFile.read(files.certificate(), "certificate");
    Leaf leaf =
        Leaf.of(
            certificates(certificateText, files.certificate()).getFirst(),
            files.certificate().toString());
    List<DerCertificate> chain =
        files.intermediates().isPresent() ? chain(files.intermediates().get()) : List.of();
    byte[] keyText =
        files.key().isPresent() ? SmallFile.read(files.keyFile(), "private key") : certificateText;
    try {
      PrivateKey key = key(keyText, files.keyFile(), leaf.publicKey());
      PrivateKeySigner signer = new PrivateKeySigner(key);
      WorkloadIdentity identity = new WorkloadIdentity(leaf, chain, signer.algorithm(), signer);
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

  private static List<DerCertificate> certificates(byte[] text, Path file) throws ProblemException {
    try {
      return Pem.certificates(text);
    } catch (MalformedCertificateException e) {
      throw new ProblemException(
          file + ": " + e.getMessage(), "the file must hold PEM certificates, whole", e);
    }
  }

  private static PrivateKey key(byte[] text, Path file, PublicKey publicKey)
      throws ProblemException {
    PemBlock block = keyBlock(text, file);
    byte[] encoded =
        block.label().equals("PRIVATE KEY")
            ? block.content()
            : KeyWrapping.toPkcs8(block.content(), publicKey);
    String algorithm = publicKey.getAlgorithm();
    try {
      return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
    } catch (GeneralSecurityException _) {
      // The cause is left out: it may quote what it could not read.
      throw new ProblemException(
          "the private key in "
              + file
              + " is damaged, or is not "
              + algorithm
              + " as the certificate's key",
          "check it with: openssl pkey -in KEY -noout, and that it belongs to the certificate");
    } finally {
      Arrays.fill(encoded, (byte) 0);
    }
  }

  private static PemBlock keyBlock(byte[] text, Path file) throws ProblemException {
    try {
      for (PemBlock block : Pem.blocks(text)) {
        switch (block.label()) {
          case "PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY" -> {
            return block;
          }
          case "ENCRYPTED PRIVATE KEY" ->
              throw new ProblemException(
                  "the private key in " + file + " is encrypted", "give its password");
          default -> {
            // Certificates, EC parameters and the like stand beside keys.
          }
        }
      }
    } catch (MalformedCertificateException e) {
      throw new ProblemException(file + ": " + e.getMessage(), CONVERT, e);
    }
    throw new ProblemException(
        "no private key in "
            + file
            + "; expected -----BEGIN PRIVATE KEY----- or its RSA or EC form",
        "give the key's file with --private-key");
  }
}
