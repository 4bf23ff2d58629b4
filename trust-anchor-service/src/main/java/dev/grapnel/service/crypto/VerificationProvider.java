package dev.grapnel.service.crypto;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import dev.grapnel.service.crypto.VerificationAlgorithm.Ecdsa;
import dev.grapnel.service.crypto.VerificationAlgorithm.Ed25519;
import dev.grapnel.service.crypto.VerificationAlgorithm.MlDsa;
import dev.grapnel.service.crypto.VerificationAlgorithm.RsaPkcs1;
import dev.grapnel.service.crypto.VerificationAlgorithm.RsaPss;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.ProviderException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.jspecify.annotations.Nullable;

/** Who does the arithmetic of signature verification. Immutable and thread-safe. */
public final class VerificationProvider {
  private static final AlgorithmIdentifier RSA_ENCRYPTION =
      new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE);

  private final String name;
  private final @Nullable Provider provider;

  private VerificationProvider(String name, @Nullable Provider provider) {
    this.name = name;
    this.provider = provider;
  }

  /** The Amazon Corretto Crypto Provider, if its native library loads here. */
  public static Optional<VerificationProvider> corretto() {
    AmazonCorrettoCryptoProvider corretto = AmazonCorrettoCryptoProvider.INSTANCE;
    return corretto.getLoadingError() == null
        ? Optional.of(new VerificationProvider("Amazon Corretto Crypto Provider", corretto))
        : Optional.empty();
  }

  /** The JDK's own providers; always there. */
  public static VerificationProvider jdk() {
    return new VerificationProvider("JDK", null);
  }

  /** BouncyCastle; always there. */
  public static VerificationProvider bouncyCastle() {
    return new VerificationProvider("BouncyCastle", new BouncyCastleProvider());
  }

  /** The fastest that loads: the native one, else the JDK's. */
  public static VerificationProvider fastest() {
    return corretto().orElseGet(VerificationProvider::jdk);
  }

  /** Every one that loads, the fastest first. */
  public static List<VerificationProvider> loadable() {
    List<VerificationProvider> all = new ArrayList<>();
    corretto().ifPresent(all::add);
    all.add(jdk());
    all.add(bouncyCastle());
    return List.copyOf(all);
  }

  /** For people: logs, metrics, test names. */
  public String name() {
    return name;
  }

  @Override
  public String toString() {
    return name;
  }

  /** The key, if it is acceptable. */
  public VerificationKey key(SubjectPublicKeyInfo info) throws UnacceptableKeyException {
    KeyRules rules = KeyRules.check(info);
    try {
      PublicKey key =
          keyFactory(rules.kind()).generatePublic(new X509EncodedKeySpec(plain(rules, info)));
      return new VerificationKey(this, rules, key);
    } catch (GeneralSecurityException | IOException | RuntimeException _) {
      // Providers have checks of their own, such as for small factors, and throw what they like.
      throw new UnacceptableKeyException("the public key cannot be read by " + name);
    }
  }

  boolean verify(PublicKey key, VerificationAlgorithm algorithm, byte[] message, byte[] signature) {
    try {
      Signature verifier = signature(algorithm);
      verifier.initVerify(key);
      verifier.update(message);
      return verifier.verify(signature);
    } catch (SignatureException | InvalidKeyException | ProviderException _) {
      return false; // no signature or no key at all, says the provider
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(name + " does not verify " + algorithm, e);
    }
  }

  private Signature signature(VerificationAlgorithm algorithm) throws GeneralSecurityException {
    return switch (algorithm) {
      case RsaPkcs1 rsa -> signature(rsa.hash().inSignatureName() + "withRSA");
      case RsaPss pss -> pss(pss);
      case Ecdsa ecdsa -> signature(ecdsa.hash().inSignatureName() + "withECDSA");
      case Ed25519 _ -> signature("Ed25519");
      case MlDsa _ -> signature("ML-DSA");
    };
  }

  private Signature pss(RsaPss algorithm) throws GeneralSecurityException {
    Signature signature = signature("RSASSA-PSS");
    String hash = algorithm.hash().jcaName();
    signature.setParameter(
        new PSSParameterSpec(
            hash, "MGF1", new MGF1ParameterSpec(hash), algorithm.saltLengthBytes(), 1));
    return signature;
  }

  private Signature signature(String algorithm) throws GeneralSecurityException {
    return provider == null
        ? Signature.getInstance(algorithm)
        : Signature.getInstance(algorithm, provider);
  }

  private KeyFactory keyFactory(KeyKind kind) throws GeneralSecurityException {
    String algorithm =
        switch (kind) {
          case RSA, RSA_PSS -> "RSA";
          case P256, P384, P521 -> "EC";
          case ED25519 -> "Ed25519";
          case ML_DSA_44, ML_DSA_65, ML_DSA_87 -> "ML-DSA";
        };
    // The native provider verifies with the JDK's Ed25519 keys and makes none of its own.
    return provider == null || provider.getService("KeyFactory", algorithm) == null
        ? KeyFactory.getInstance(algorithm)
        : KeyFactory.getInstance(algorithm, provider);
  }

  /** The SubjectPublicKeyInfo; of a key restricted to PSS, without the restriction. */
  private static byte[] plain(KeyRules rules, SubjectPublicKeyInfo info) throws IOException {
    SubjectPublicKeyInfo plain =
        rules.kind() == KeyKind.RSA_PSS
            ? new SubjectPublicKeyInfo(RSA_ENCRYPTION, info.parsePublicKey())
            : info;
    return plain.getEncoded(ASN1Encoding.DER);
  }
}
