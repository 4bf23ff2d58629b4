package dev.grapnel.agent.identity;

import dev.grapnel.agent.problem.ProblemException;
import dev.grapnel.protocol.secret.SecretValue;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.misc.ScryptParams;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.KeyDerivationFunc;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCS12PBEParams;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;

/**
 * Encrypted PKCS#8 (RFC 5958): PBES2 with PBKDF2 or scrypt, and the older PBES1 and PKCS#12
 * schemes. BouncyCastle reads it, because the JDK knows too few of the schemes.
 */
final class EncryptedKey {
  /** OpenSSL's usual count is 2,048, what is advised today 600,000. */
  private static final int MAX_ITERATIONS = 10_000_000;

  /** Scrypt takes 128 bytes of memory for each of these; 32 MiB (N 32,768, r 8) are allowed. */
  private static final int SCRYPT_WEIGHT = MAX_ITERATIONS >> 18;

  private EncryptedKey() {}

  /** The plain PKCS#8 inside. */
  static byte[] decrypt(byte[] der, PasswordSource source, String where) throws ProblemException {
    SecretValue password = source.read();
    try {
      EncryptedPrivateKeyInfo info = EncryptedPrivateKeyInfo.getInstance(der);
      requireBoundedWork(info.getEncryptionAlgorithm(), where);
      for (char[] characters : PasswordForms.of(password)) {
        Optional<byte[]> plain = decrypt(info, characters);
        if (plain.isPresent()) {
          source.accepted();
          return plain.get();
        }
      }
    } catch (RuntimeException _) {
      // Damaged; said below. The cause is left out: it may quote what it could not read.
    }
    source.refused();
    throw new ProblemException(
        "the private key in " + where + " cannot be decrypted",
        "check the password; if it is right, the file is damaged or its scheme unknown");
  }

  private static Optional<byte[]> decrypt(EncryptedPrivateKeyInfo info, char[] password) {
    try {
      return Optional.of(
          new PKCS8EncryptedPrivateKeyInfo(info)
              .decryptPrivateKeyInfo(
                  new JceOpenSSLPKCS8DecryptorProviderBuilder()
                      .setProvider(new BouncyCastleProvider())
                      .build(password))
              .getEncoded());
    } catch (PKCSException | OperatorCreationException | IOException | RuntimeException _) {
      return Optional.empty();
    } finally {
      Arrays.fill(password, '\0');
    }
  }

  /** A file may ask for as much work as it likes, but we need not do it. */
  private static void requireBoundedWork(AlgorithmIdentifier algorithm, String where)
      throws ProblemException {
    if (work(algorithm) > MAX_ITERATIONS) {
      throw new ProblemException(
          "the private key in " + where + " asks for more work than this program does",
          "encrypt it anew with: openssl pkcs8 -topk8 -in KEY -out NEW-KEY");
    }
  }

  private static long work(AlgorithmIdentifier algorithm) {
    if (!algorithm.getAlgorithm().equals(PKCSObjectIdentifiers.id_PBES2)) {
      // PBEParameter of PBES1 and of PKCS#12 are alike: a salt and a count.
      return PKCS12PBEParams.getInstance(algorithm.getParameters())
          .getIterations()
          .longValueExact();
    }
    KeyDerivationFunc derivation =
        PBES2Parameters.getInstance(algorithm.getParameters()).getKeyDerivationFunc();
    if (derivation.getAlgorithm().equals(PKCSObjectIdentifiers.id_PBKDF2)) {
      return PBKDF2Params.getInstance(derivation.getParameters())
          .getIterationCount()
          .longValueExact();
    }
    ScryptParams scrypt = ScryptParams.getInstance(derivation.getParameters());
    return scrypt
        .getCostParameter()
        .multiply(scrypt.getBlockSize())
        .multiply(scrypt.getParallelizationParameter())
        .multiply(BigInteger.valueOf(SCRYPT_WEIGHT))
        .longValueExact();
  }
}
