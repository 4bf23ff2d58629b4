package dev.grapnel.service.crypto;

import dev.grapnel.service.crypto.VerificationAlgorithm.Ecdsa;
import dev.grapnel.service.crypto.VerificationAlgorithm.Ed25519;
import dev.grapnel.service.crypto.VerificationAlgorithm.MlDsa;
import dev.grapnel.service.crypto.VerificationAlgorithm.RsaPkcs1;
import dev.grapnel.service.crypto.VerificationAlgorithm.RsaPss;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.jspecify.annotations.Nullable;

/** Signature algorithms as certificates, CRLs and OCSP responses name them. */
public final class AlgorithmIdentifiers {
  /** A salt longer than the largest accepted hash has no use. */
  private static final int MAX_SALT_BYTES = 64;

  private static final Map<ASN1ObjectIdentifier, HashFunction> HASHES =
      Map.of(
          NISTObjectIdentifiers.id_sha256, HashFunction.SHA256,
          NISTObjectIdentifiers.id_sha384, HashFunction.SHA384,
          NISTObjectIdentifiers.id_sha512, HashFunction.SHA512);

  /** RFC 4055 section 5: the parameters shall be NULL, and absence shall be accepted too. */
  private static final Map<ASN1ObjectIdentifier, VerificationAlgorithm> NULL_OR_ABSENT =
      Map.of(
          PKCSObjectIdentifiers.sha256WithRSAEncryption, new RsaPkcs1(HashFunction.SHA256),
          PKCSObjectIdentifiers.sha384WithRSAEncryption, new RsaPkcs1(HashFunction.SHA384),
          PKCSObjectIdentifiers.sha512WithRSAEncryption, new RsaPkcs1(HashFunction.SHA512));

  /** RFC 5758 section 3.2, RFC 8410 section 3, RFC 9881 section 2: no parameters. */
  private static final Map<ASN1ObjectIdentifier, VerificationAlgorithm> ABSENT =
      Map.of(
          X9ObjectIdentifiers.ecdsa_with_SHA256, new Ecdsa(HashFunction.SHA256),
          X9ObjectIdentifiers.ecdsa_with_SHA384, new Ecdsa(HashFunction.SHA384),
          X9ObjectIdentifiers.ecdsa_with_SHA512, new Ecdsa(HashFunction.SHA512),
          EdECObjectIdentifiers.id_Ed25519, new Ed25519(),
          NISTObjectIdentifiers.id_ml_dsa_44, new MlDsa(),
          NISTObjectIdentifiers.id_ml_dsa_65, new MlDsa(),
          NISTObjectIdentifiers.id_ml_dsa_87, new MlDsa());

  private AlgorithmIdentifiers() {}

  /** The algorithm that is meant; empty for one that is not accepted, such as any with SHA-1. */
  public static Optional<VerificationAlgorithm> read(AlgorithmIdentifier identifier) {
    ASN1ObjectIdentifier oid = identifier.getAlgorithm();
    ASN1Encodable parameters = identifier.getParameters();
    if (oid.equals(PKCSObjectIdentifiers.id_RSASSA_PSS)) {
      return pss(parameters).map(pss -> pss);
    }
    boolean absent = parameters == null;
    VerificationAlgorithm withNull =
        absent || DERNull.INSTANCE.equals(parameters) ? NULL_OR_ABSENT.get(oid) : null;
    VerificationAlgorithm without = absent ? ABSENT.get(oid) : null;
    return Optional.ofNullable(withNull != null ? withNull : without);
  }

  /** RSASSA-PSS parameters: MGF1 with the same hash function, at least SHA-256, a short salt. */
  static Optional<RsaPss> pss(@Nullable ASN1Encodable parameters) {
    RSASSAPSSparams pss;
    try {
      pss = RSASSAPSSparams.getInstance(parameters);
    } catch (IllegalArgumentException | IllegalStateException | ClassCastException _) {
      return Optional.empty();
    }
    if (pss == null
        || !pss.getMaskGenAlgorithm().getAlgorithm().equals(PKCSObjectIdentifiers.id_mgf1)) {
      return Optional.empty();
    }
    HashFunction hash = HASHES.get(pss.getHashAlgorithm().getAlgorithm());
    HashFunction maskHash = maskHash(pss.getMaskGenAlgorithm());
    BigInteger salt = pss.getSaltLength();
    boolean shortSalt =
        salt.signum() >= 0 && salt.compareTo(BigInteger.valueOf(MAX_SALT_BYTES)) <= 0;
    boolean trailer = pss.getTrailerField().equals(BigInteger.ONE);
    return hash != null && hash == maskHash && shortSalt && trailer
        ? Optional.of(new RsaPss(hash, salt.intValue()))
        : Optional.empty();
  }

  private static @Nullable HashFunction maskHash(AlgorithmIdentifier mask) {
    try {
      AlgorithmIdentifier hash = AlgorithmIdentifier.getInstance(mask.getParameters());
      return hash == null ? null : HASHES.get(hash.getAlgorithm());
    } catch (IllegalArgumentException | IllegalStateException | ClassCastException _) {
      return null;
    }
  }
}
