package dev.grapnel.packaging;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.Signature;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** A program that asks each crypto provider on its class path for each kind of service. */
final class ProviderCheck {
  private static final byte[] TEXT = "text".getBytes(StandardCharsets.US_ASCII);

  private ProviderCheck() {}

  public static void main(String[] args)
      throws ReflectiveOperationException, GeneralSecurityException {
    check(
        Class.forName("org.bouncycastle.jce.provider.BouncyCastleProvider")
            .asSubclass(Provider.class)
            .getConstructor()
            .newInstance());
    checkCorretto();
  }

  static void checkCorretto() {
    try {
      Class<?> corretto =
          Class.forName("com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider");
      check((Provider) corretto.getField("INSTANCE").get(null));
    } catch (ClassNotFoundException e) {
      System.out.println("no Corretto provider here");
    } catch (ReflectiveOperationException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void check(Provider provider) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding", provider);
    cipher.init(
        Cipher.ENCRYPT_MODE,
        new SecretKeySpec(new byte[32], "AES"),
        new GCMParameterSpec(128, new byte[12]));
    cipher.doFinal(TEXT);
    Mac mac = Mac.getInstance("HmacSHA256", provider);
    mac.init(new SecretKeySpec(new byte[32], "HmacSHA256"));
    mac.doFinal(TEXT);
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    KeyPair pair = generator.generateKeyPair();
    KeyAgreement agreement = KeyAgreement.getInstance("ECDH", provider);
    agreement.init(pair.getPrivate());
    agreement.doPhase(pair.getPublic(), true);
    agreement.generateSecret();
    Signature signer = Signature.getInstance("SHA256withECDSA", provider);
    signer.initSign(pair.getPrivate());
    signer.update(TEXT);
    byte[] signature = signer.sign();
    signer.initVerify(pair.getPublic());
    signer.update(TEXT);
    if (!signer.verify(signature)) {
      throw new GeneralSecurityException(provider.getName() + " does not verify its own signature");
    }
    System.out.println(provider.getName() + ": Cipher, KeyAgreement, Mac, Signature");
  }
}
