package dev.grapnel.service.crypto;

import dev.grapnel.protocol.certificate.DerStructure;
import dev.grapnel.protocol.certificate.MalformedCertificateException;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECCurve;

/**
 * Which public keys are acceptable, judged before a provider sees them: RSA of 2048 to 8192 bits
 * with an odd exponent of at most 32 bits, points of the named curves P-256, P-384 and P-521,
 * Ed25519, ML-DSA-44, -65 and -87.
 */
record KeyRules(KeyKind kind, int bits, Optional<PssRestriction> pss) {
  static final int MIN_RSA_BITS = 2_048;
  static final int MAX_RSA_BITS = 8_192;
  static final int MAX_RSA_EXPONENT_BITS = 32;

  private record Curve(KeyKind kind, int fieldBits, ECCurve curve) {
    static Curve of(KeyKind kind, ASN1ObjectIdentifier oid) {
      ECCurve curve = CustomNamedCurves.getByOID(oid).getCurve();
      return new Curve(kind, curve.getFieldSize(), curve);
    }
  }

  private record FixedLength(KeyKind kind, int lengthBytes) {}

  private static final Map<ASN1ObjectIdentifier, Curve> CURVES =
      Map.of(
          SECObjectIdentifiers.secp256r1,
          Curve.of(KeyKind.P256, SECObjectIdentifiers.secp256r1),
          SECObjectIdentifiers.secp384r1,
          Curve.of(KeyKind.P384, SECObjectIdentifiers.secp384r1),
          SECObjectIdentifiers.secp521r1,
          Curve.of(KeyKind.P521, SECObjectIdentifiers.secp521r1));

  /** RFC 8410 for Ed25519; FIPS 204 table 2 for the lengths of ML-DSA's keys. */
  private static final Map<ASN1ObjectIdentifier, FixedLength> FIXED_LENGTHS =
      Map.of(
          EdECObjectIdentifiers.id_Ed25519,
          new FixedLength(KeyKind.ED25519, 32),
          NISTObjectIdentifiers.id_ml_dsa_44,
          new FixedLength(KeyKind.ML_DSA_44, 1_312),
          NISTObjectIdentifiers.id_ml_dsa_65,
          new FixedLength(KeyKind.ML_DSA_65, 1_952),
          NISTObjectIdentifiers.id_ml_dsa_87,
          new FixedLength(KeyKind.ML_DSA_87, 2_592));

  static KeyRules check(SubjectPublicKeyInfo key) throws UnacceptableKeyException {
    if (key.getPublicKeyData().getPadBits() != 0) {
      throw new UnacceptableKeyException("the public key is not a whole number of bytes");
    }
    ASN1ObjectIdentifier algorithm = key.getAlgorithm().getAlgorithm();
    ASN1Encodable parameters = key.getAlgorithm().getParameters();
    if (algorithm.equals(PKCSObjectIdentifiers.rsaEncryption)) {
      requireNull(parameters);
      return new KeyRules(KeyKind.RSA, rsaBits(key), Optional.empty());
    }
    if (algorithm.equals(PKCSObjectIdentifiers.id_RSASSA_PSS)) {
      return new KeyRules(KeyKind.RSA_PSS, rsaBits(key), PssRestriction.of(parameters));
    }
    if (algorithm.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
      return point(key, parameters);
    }
    FixedLength fixed = FIXED_LENGTHS.get(algorithm);
    if (fixed == null) {
      throw new UnacceptableKeyException(
          "the public key's algorithm "
              + algorithm
              + " is not supported; use RSA, EC on P-256, P-384 or P-521, or ML-DSA");
    }
    return fixedLength(key, parameters, fixed);
  }

  private static int rsaBits(SubjectPublicKeyInfo key) throws UnacceptableKeyException {
    ASN1Sequence rsa = rsaSequence(key);
    BigInteger modulus = rsaInteger(rsa, 0);
    int bits = modulus.bitLength();
    if (modulus.signum() <= 0 || bits < MIN_RSA_BITS || bits > MAX_RSA_BITS) {
      throw new UnacceptableKeyException(
          "the RSA key has %d bits; %d to %d are accepted"
              .formatted(bits, MIN_RSA_BITS, MAX_RSA_BITS));
    }
    if (!modulus.testBit(0)) {
      throw new UnacceptableKeyException("the RSA key's modulus is even");
    }
    requireExponent(rsaInteger(rsa, 1));
    return bits;
  }

  private static ASN1Sequence rsaSequence(SubjectPublicKeyInfo key)
      throws UnacceptableKeyException {
    byte[] der = key.getPublicKeyData().getOctets();
    try {
      DerStructure.require(der);
      ASN1Sequence sequence = ASN1Sequence.getInstance(der);
      if (sequence.size() == 2) {
        return sequence;
      }
    } catch (MalformedCertificateException | IllegalArgumentException _) {
      // Refused below, as anything else that is no RSAPublicKey.
    }
    throw unreadableRsa();
  }

  /** With its sign: BouncyCastle's own reader of RSA keys takes a negative number for positive. */
  private static BigInteger rsaInteger(ASN1Sequence rsa, int index)
      throws UnacceptableKeyException {
    if (rsa.getObjectAt(index) instanceof ASN1Integer integer) {
      return integer.getValue();
    }
    throw unreadableRsa();
  }

  private static UnacceptableKeyException unreadableRsa() {
    return new UnacceptableKeyException(
        "the RSA public key is not a SEQUENCE of modulus and exponent (RFC 8017 A.1.1)");
  }

  private static void requireExponent(BigInteger exponent) throws UnacceptableKeyException {
    boolean inRange = exponent.signum() > 0 && exponent.bitLength() <= MAX_RSA_EXPONENT_BITS;
    if (!inRange || !exponent.testBit(0) || exponent.equals(BigInteger.ONE)) {
      throw new UnacceptableKeyException(
          "the RSA key's exponent is not an odd number above 1 of at most %d bits; use 65537"
              .formatted(MAX_RSA_EXPONENT_BITS));
    }
  }

  private static KeyRules point(SubjectPublicKeyInfo key, ASN1Encodable parameters)
      throws UnacceptableKeyException {
    Curve curve = parameters instanceof ASN1ObjectIdentifier oid ? CURVES.get(oid) : null;
    if (curve == null) {
      throw new UnacceptableKeyException(
          "the elliptic curve is not one of the named curves P-256, P-384 and P-521");
    }
    byte[] point = key.getPublicKeyData().getOctets();
    int coordinateBytes = (curve.fieldBits() + 7) / 8;
    if (point.length != 1 + 2 * coordinateBytes || point[0] != 4) {
      throw new UnacceptableKeyException(
          "the elliptic curve point is not in the uncompressed form (RFC 5480 section 2.2)");
    }
    try {
      curve.curve().decodePoint(point);
    } catch (IllegalArgumentException _) {
      throw new UnacceptableKeyException("the elliptic curve point is not on its curve");
    }
    return new KeyRules(curve.kind(), curve.fieldBits(), Optional.empty());
  }

  private static KeyRules fixedLength(
      SubjectPublicKeyInfo key, ASN1Encodable parameters, FixedLength fixed)
      throws UnacceptableKeyException {
    int lengthBytes = key.getPublicKeyData().getOctets().length;
    if (parameters != null || lengthBytes != fixed.lengthBytes()) {
      throw new UnacceptableKeyException(
          "the %s public key has parameters or is not %d bytes long"
              .formatted(fixed.kind(), fixed.lengthBytes()));
    }
    return new KeyRules(fixed.kind(), lengthBytes * 8, Optional.empty());
  }

  private static void requireNull(ASN1Encodable parameters) throws UnacceptableKeyException {
    if (!DERNull.INSTANCE.equals(parameters)) {
      throw new UnacceptableKeyException(
          "the RSA public key's parameters are not NULL (RFC 3279 section 2.3.1)");
    }
  }
}
