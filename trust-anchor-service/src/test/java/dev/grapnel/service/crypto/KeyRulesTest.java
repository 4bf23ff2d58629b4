package dev.grapnel.service.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Keys of strangers are judged by what they say, before a provider sees them. */
final class KeyRulesTest {
  private static final BigInteger F4 = BigInteger.valueOf(65_537);
  private static final KeyPair RSA = dev.grapnel.testing.KeyKind.RSA_2048.generate();
  private static final BigInteger MODULUS = ((RSAPublicKey) RSA.getPublic()).getModulus();

  @Test
  void check_rsaAtAndBeyondItsSizes_acceptsAndRefuses() throws Exception {
    assertEquals(2_048, KeyRules.check(rsa(odd(2_048), F4)).bits());
    assertEquals(8_192, KeyRules.check(rsa(odd(8_192), F4)).bits());
    refuses(rsa(odd(2_047), F4), "2047 bits");
    refuses(rsa(odd(8_193), F4), "8193 bits");
    refuses(rsa(odd(65_536), F4), "65536 bits");
    refuses(rsa(BigInteger.ZERO, F4), "bits");
    refuses(rsa(odd(2_048).negate(), F4), "bits");
    refuses(rsa(odd(2_048).subtract(BigInteger.ONE), F4), "even");
  }

  @Test
  void check_rsaExponents_oddAndShort() throws Exception {
    assertEquals(KeyKind.RSA, KeyRules.check(rsa(MODULUS, BigInteger.valueOf(3))).kind());
    BigInteger longest = BigInteger.ONE.shiftLeft(32).subtract(BigInteger.ONE);
    assertEquals(KeyKind.RSA, KeyRules.check(rsa(MODULUS, longest)).kind());
    for (BigInteger exponent :
        new BigInteger[] {
          BigInteger.ZERO,
          BigInteger.ONE,
          BigInteger.TWO,
          BigInteger.valueOf(65_536),
          BigInteger.valueOf(-3),
          BigInteger.ONE.shiftLeft(32).add(BigInteger.ONE),
          odd(2_048)
        }) {
      refuses(rsa(MODULUS, exponent), "exponent");
    }
  }

  @Test
  void check_pssParametersThatAreNone_refuses() throws Exception {
    for (ASN1Encodable parameters :
        new ASN1Encodable[] {
          new DERSequence(new DERTaggedObject(false, 2, new DEROctetString(new byte[1]))),
          new DERSequence(new DERTaggedObject(true, 0, new ASN1Integer(1))),
          new DERSequence(new DERTaggedObject(true, 1, new ASN1Integer(1))),
          new DERSequence(new ASN1Integer(1)),
          new ASN1Integer(1),
          DERNull.INSTANCE
        }) {
      AlgorithmIdentifier pss =
          new AlgorithmIdentifier(PKCSObjectIdentifiers.id_RSASSA_PSS, parameters);
      refuses(
          new SubjectPublicKeyInfo(pss, new org.bouncycastle.asn1.pkcs.RSAPublicKey(MODULUS, F4)),
          "PSS");
    }
  }

  @Test
  void check_rsaMalformed_refuses() throws Exception {
    AlgorithmIdentifier rsa =
        new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE);
    refuses(new SubjectPublicKeyInfo(rsa, new byte[0]), "not a SEQUENCE");
    refuses(new SubjectPublicKeyInfo(rsa, new byte[] {0x30, 0}), "not a SEQUENCE");
    refuses(
        new SubjectPublicKeyInfo(
            new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption),
            new org.bouncycastle.asn1.pkcs.RSAPublicKey(MODULUS, F4)),
        "NULL");
  }

  @Test
  void check_namedCurves_takesTheirPoints() throws Exception {
    assertEquals(KeyKind.P256, check(dev.grapnel.testing.KeyKind.P256).kind());
    assertEquals(384, check(dev.grapnel.testing.KeyKind.P384).bits());
    assertEquals(521, check(dev.grapnel.testing.KeyKind.P521).bits());
  }

  @Test
  void check_otherCurvesAndForms_refuses() throws Exception {
    byte[] point = point(dev.grapnel.testing.KeyKind.P256);
    refuses(ec(SECObjectIdentifiers.secp256k1, point), "named curves");
    refuses(ec(SECObjectIdentifiers.secp192r1, point), "named curves");
    refuses(ec(SECNamedCurves.getByName("secp256r1"), point), "named curves");
    refuses(ec(DERNull.INSTANCE, point), "named curves");
    refuses(
        new SubjectPublicKeyInfo(
            new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey), point),
        "named curves");
    refuses(ec(SECObjectIdentifiers.secp384r1, point), "uncompressed");
    byte[] compressed = Arrays.copyOf(point, 33);
    compressed[0] = 2;
    refuses(ec(SECObjectIdentifiers.secp256r1, compressed), "uncompressed");
    refuses(ec(SECObjectIdentifiers.secp256r1, new byte[] {0}), "uncompressed");
    refuses(ec(SECObjectIdentifiers.secp256r1, new byte[0]), "uncompressed");
    byte[] hybrid = point.clone();
    hybrid[0] = 6;
    refuses(ec(SECObjectIdentifiers.secp256r1, hybrid), "uncompressed");
    byte[] off = point.clone();
    off[64] ^= 1;
    refuses(ec(SECObjectIdentifiers.secp256r1, off), "not on its curve");
    byte[] beyond = point.clone();
    Arrays.fill(beyond, 1, 65, (byte) 0xff);
    refuses(ec(SECObjectIdentifiers.secp256r1, beyond), "not on its curve");
  }

  @Test
  void check_fixedLengthKeys_exactLengthWithoutParameters() throws Exception {
    refuses(fixed(EdECObjectIdentifiers.id_Ed25519, null, 31), "32 bytes");
    refuses(fixed(EdECObjectIdentifiers.id_Ed25519, DERNull.INSTANCE, 32), "parameters");
    refuses(fixed(NISTObjectIdentifiers.id_ml_dsa_44, null, 1_311), "1312 bytes");
    refuses(fixed(NISTObjectIdentifiers.id_ml_dsa_65, DERNull.INSTANCE, 1_952), "parameters");
    assertEquals(
        KeyKind.ML_DSA_87,
        KeyRules.check(fixed(NISTObjectIdentifiers.id_ml_dsa_87, null, 2_592)).kind());
  }

  @Test
  void check_otherAlgorithmsOrOddBits_refuses() throws Exception {
    refuses(fixed(new ASN1ObjectIdentifier("1.2.840.10040.4.1"), null, 128), "not supported");
    refuses(fixed(EdECObjectIdentifiers.id_Ed448, null, 57), "not supported");
    SubjectPublicKeyInfo oddBits =
        SubjectPublicKeyInfo.getInstance(
            new DERSequence(
                new ASN1Encodable[] {
                  new AlgorithmIdentifier(EdECObjectIdentifiers.id_Ed25519),
                  new DERBitString(new byte[32], 3)
                }));
    refuses(oddBits, "whole number of bytes");
  }

  @Test
  void key_restrictedToPss_takesWhatItsParametersAllow() throws Exception {
    org.bouncycastle.asn1.pkcs.RSAPublicKey inner =
        new org.bouncycastle.asn1.pkcs.RSAPublicKey(MODULUS, F4);
    VerificationProvider provider = VerificationProvider.fastest();
    VerificationKey any =
        provider.key(
            new SubjectPublicKeyInfo(
                new AlgorithmIdentifier(PKCSObjectIdentifiers.id_RSASSA_PSS), inner));
    assertFalse(any.fits(new VerificationAlgorithm.RsaPkcs1(HashFunction.SHA256)));
    assertTrue(any.fits(new VerificationAlgorithm.RsaPss(HashFunction.SHA384, 0)));
    VerificationKey restricted =
        provider.key(
            new SubjectPublicKeyInfo(
                new AlgorithmIdentifier(
                    PKCSObjectIdentifiers.id_RSASSA_PSS,
                    pss(NISTObjectIdentifiers.id_sha256, NISTObjectIdentifiers.id_sha256, 32)),
                inner));
    assertTrue(restricted.fits(new VerificationAlgorithm.RsaPss(HashFunction.SHA256, 32)));
    assertTrue(restricted.fits(new VerificationAlgorithm.RsaPss(HashFunction.SHA256, 40)));
    assertFalse(restricted.fits(new VerificationAlgorithm.RsaPss(HashFunction.SHA256, 20)));
    assertFalse(restricted.fits(new VerificationAlgorithm.RsaPss(HashFunction.SHA512, 32)));
    refuses(
        new SubjectPublicKeyInfo(
            new AlgorithmIdentifier(
                PKCSObjectIdentifiers.id_RSASSA_PSS,
                pss(NISTObjectIdentifiers.id_sha256, NISTObjectIdentifiers.id_sha512, 32)),
            inner),
        "RSASSA-PSS");
    refuses(
        new SubjectPublicKeyInfo(
            new AlgorithmIdentifier(PKCSObjectIdentifiers.id_RSASSA_PSS, new RSASSAPSSparams()),
            inner),
        "RSASSA-PSS");
  }

  private static RSASSAPSSparams pss(
      ASN1ObjectIdentifier hash, ASN1ObjectIdentifier maskHash, int saltBytes) {
    return new RSASSAPSSparams(
        new AlgorithmIdentifier(hash),
        new AlgorithmIdentifier(PKCSObjectIdentifiers.id_mgf1, new AlgorithmIdentifier(maskHash)),
        new ASN1Integer(saltBytes),
        new ASN1Integer(1));
  }

  private static KeyRules check(dev.grapnel.testing.KeyKind kind) throws Exception {
    return KeyRules.check(
        SubjectPublicKeyInfo.getInstance(kind.generate().getPublic().getEncoded()));
  }

  private static byte[] point(dev.grapnel.testing.KeyKind kind) {
    return SubjectPublicKeyInfo.getInstance(kind.generate().getPublic().getEncoded())
        .getPublicKeyData()
        .getOctets();
  }

  private static SubjectPublicKeyInfo rsa(BigInteger modulus, BigInteger exponent)
      throws IOException {
    return new SubjectPublicKeyInfo(
        new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
        new DERSequence(new ASN1Encodable[] {new ASN1Integer(modulus), new ASN1Integer(exponent)}));
  }

  private static SubjectPublicKeyInfo ec(ASN1Encodable parameters, byte[] point) {
    return new SubjectPublicKeyInfo(
        new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, parameters), point);
  }

  private static SubjectPublicKeyInfo fixed(
      ASN1ObjectIdentifier algorithm, @Nullable ASN1Encodable parameters, int lengthBytes) {
    AlgorithmIdentifier identifier =
        parameters == null
            ? new AlgorithmIdentifier(algorithm)
            : new AlgorithmIdentifier(algorithm, parameters);
    return new SubjectPublicKeyInfo(identifier, new byte[lengthBytes]);
  }

  private static BigInteger odd(int bits) {
    return BigInteger.ONE.shiftLeft(bits - 1).add(BigInteger.ONE);
  }

  private static void refuses(SubjectPublicKeyInfo key, String reason) {
    UnacceptableKeyException thrown =
        assertThrows(UnacceptableKeyException.class, () -> KeyRules.check(key));
    assertTrue(thrown.getMessage().contains(reason), thrown.getMessage());
  }
}
