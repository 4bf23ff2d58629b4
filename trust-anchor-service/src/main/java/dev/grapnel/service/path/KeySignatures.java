package dev.grapnel.service.path;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.grapnel.service.crypto.AlgorithmIdentifiers;
import dev.grapnel.service.crypto.UnacceptableKeyException;
import dev.grapnel.service.crypto.VerificationAlgorithm;
import dev.grapnel.service.crypto.VerificationKey;
import dev.grapnel.service.crypto.VerificationProvider;
import dev.grapnel.service.x509.DerValue;
import dev.grapnel.service.x509.ParsedCertificate;
import dev.grapnel.service.x509.SignedStructure;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/** The service's own rules for keys and signatures: those of {@code crypto}, with its providers. */
public final class KeySignatures implements SignatureRules {
  /** A key that was accepted, or why it was not. */
  private record Admission(Optional<VerificationKey> key, Optional<String> problem) {
    static Admission refuse(String problem) {
      return new Admission(Optional.empty(), Optional.of(problem));
    }
  }

  /** How many bytes of keys are remembered; reading one costs a fifth of a verification. */
  private static final long MAX_BYTES = 4L * 1024 * 1024;

  private final VerificationProvider provider;
  private final Cache<DerValue, Admission> admissions =
      Caffeine.newBuilder()
          .maximumWeight(MAX_BYTES)
          .weigher((DerValue key, Admission _) -> key.length())
          .build();

  public KeySignatures(VerificationProvider provider) {
    this.provider = provider;
  }

  @Override
  public Optional<String> keyProblem(ParsedCertificate certificate) {
    return admit(certificate).problem();
  }

  @Override
  public Optional<String> algorithmProblem(SignedStructure signed) {
    return algorithm(signed).isPresent()
        ? Optional.empty()
        : Optional.of("its signature algorithm is not accepted; SHA-1, MD5 and DSA are not");
  }

  /** Relative to P-256 with the native provider; docs/benchmarks.md has the measurement. */
  @Override
  public int cost(ParsedCertificate issuer) {
    return admit(issuer).key().map(KeySignatures::cost).orElse(PathLimits.P256_COST);
  }

  @Override
  public boolean verify(SignedStructure signed, List<ParsedCertificate> issuers) {
    Optional<VerificationAlgorithm> algorithm = algorithm(signed);
    Optional<VerificationKey> key = admit(issuers.getFirst()).key();
    return algorithm.isPresent()
        && key.isPresent()
        && key.get().verify(algorithm.get(), signed.signedBytes(), signed.signature());
  }

  private static int cost(VerificationKey key) {
    return switch (key.kind()) {
      case RSA, RSA_PSS -> rsaCost(key.bits());
      case P256 -> PathLimits.P256_COST;
      case P384 -> 4 * PathLimits.P256_COST;
      case P521 -> 5 * PathLimits.P256_COST;
      case ED25519 -> 2 * PathLimits.P256_COST;
      case ML_DSA_44, ML_DSA_65, ML_DSA_87 -> 3 * PathLimits.P256_COST;
    };
  }

  /** Verification is quadratic in the modulus; RSA-2048 costs a third of P-256. */
  private static int rsaCost(int bits) {
    int kilobits = (bits + 1_023) / 1_024;
    return PathLimits.P256_COST * kilobits * kilobits / 12;
  }

  private Admission admit(ParsedCertificate certificate) {
    return admissions.get(certificate.publicKeyInfo(), this::admit);
  }

  private Admission admit(DerValue publicKeyInfo) {
    try {
      SubjectPublicKeyInfo info = SubjectPublicKeyInfo.getInstance(publicKeyInfo.bytes());
      return new Admission(Optional.of(provider.key(info)), Optional.empty());
    } catch (UnacceptableKeyException e) {
      return Admission.refuse(String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException | ClassCastException | IllegalStateException _) {
      return Admission.refuse("the public key cannot be read");
    }
  }

  private static Optional<VerificationAlgorithm> algorithm(SignedStructure signed) {
    try {
      return AlgorithmIdentifiers.read(AlgorithmIdentifier.getInstance(signed.algorithm()));
    } catch (IllegalArgumentException | ClassCastException | IllegalStateException _) {
      return Optional.empty();
    }
  }
}
