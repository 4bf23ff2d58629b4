package dev.grapnel.agent.identity;

import dev.grapnel.agent.problem.ProblemException;
import dev.grapnel.protocol.certificate.DerCertificate;
import dev.grapnel.protocol.certificate.MalformedCertificateException;
import dev.grapnel.protocol.signing.MalformedRequestException;
import dev.grapnel.protocol.signing.MessageSigner;
import dev.grapnel.protocol.signing.SigningAlgorithm;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Identities in a key store of the JDK: a PKCS#12 or JKS file, or a PKCS#11 token. */
final class StoredIdentity {
  private StoredIdentity() {}

  static WorkloadIdentity read(KeySource source) throws ProblemException {
    return switch (source) {
      case KeySource.PemFiles files -> PemIdentity.read(files);
      case KeySource.KeyStoreFile file -> KeyStoreReader.read(file);
      case KeySource.Pkcs11Token token -> Pkcs11Identity.read(token);
    };
  }

  /** The entry that fits the choice; where several do, none. */
  static String alias(KeyStore store, EntryChoice choice, Predicate<X509Certificate> fits)
      throws GeneralSecurityException, ProblemException {
    List<String> fitting = new ArrayList<>();
    for (String alias : Collections.list(store.aliases())) {
      boolean named = choice.alias().isEmpty() || choice.alias().get().equals(alias);
      if (named
          && store.isKeyEntry(alias)
          && store.getCertificate(alias) instanceof X509Certificate certificate
          && choice.selector().map(s -> s.matches(certificate)).orElse(true)
          && fits.test(certificate)) {
        fitting.add(alias);
      }
    }
    if (fitting.size() == 1) {
      return fitting.getFirst();
    }
    throw new ProblemException(
        fitting.isEmpty()
            ? "no private key with a certificate fits"
            : "several private keys fit: " + String.join(", ", fitting),
        fitting.isEmpty()
            ? "check the alias, the selector, and that key and certificate lie together"
            : "name one by its alias or a certificate selector");
  }

  /**
   * The identity of an entry.
   *
   * @param provider that signs with the key, if only one does
   */
  static WorkloadIdentity of(
      KeyStore store, String alias, char[] password, Optional<Provider> provider, String where)
      throws GeneralSecurityException, ProblemException {
    if (!(store.getKey(alias, password) instanceof PrivateKey key)) {
      throw new ProblemException("the entry " + alias + " has no private key", "name another");
    }
    List<DerCertificate> chain = chain(store.getCertificateChain(alias), where);
    Leaf leaf = Leaf.of(chain.getFirst(), where);
    try {
      SigningAlgorithm algorithm = SigningAlgorithm.ofKeyAlgorithm(leaf.publicKey().getAlgorithm());
      WorkloadIdentity identity =
          new WorkloadIdentity(
              leaf, chain.subList(1, chain.size()), algorithm, signer(key, algorithm, provider));
      KeyMatch.require(identity, where);
      return identity;
    } catch (MalformedRequestException _) {
      throw new ProblemException(
          "the key in " + where + " is of an unknown kind", "use an RSA, EC or ML-DSA key");
    }
  }

  private static MessageSigner signer(
      PrivateKey key, SigningAlgorithm algorithm, Optional<Provider> provider) {
    return message -> {
      Signature signature =
          provider.isPresent()
              ? Signature.getInstance(algorithm.jcaName(), provider.get())
              : Signature.getInstance(algorithm.jcaName());
      signature.initSign(key);
      signature.update(message);
      return signature.sign();
    };
  }

  /** The leaf and what is above it; a root is not sent, as the service has it. */
  private static List<DerCertificate> chain(Certificate[] certificates, String where)
      throws GeneralSecurityException, ProblemException {
    List<DerCertificate> chain = new ArrayList<>();
    try {
      for (Certificate certificate : certificates) {
        X509Certificate x509 = (X509Certificate) certificate;
        boolean root = x509.getSubjectX500Principal().equals(x509.getIssuerX500Principal());
        if (chain.isEmpty() || !root) {
          chain.add(DerCertificate.of(certificate.getEncoded()));
        }
      }
      return chain;
    } catch (MalformedCertificateException e) {
      throw new ProblemException(where + ": " + e.getMessage(), "use a smaller certificate", e);
    }
  }
}
