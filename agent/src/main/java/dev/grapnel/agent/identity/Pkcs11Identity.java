package dev.grapnel.agent.identity;

import dev.grapnel.agent.problem.ProblemException;
import dev.grapnel.protocol.certificate.DerCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Provider;
import java.security.ProviderException;
import java.security.PublicKey;
import java.security.Security;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Identities in a PKCS#11 token, through the JDK's SunPKCS11. That knows a private key only
 * together with a certificate of the same id in the token; another certificate of the same key may
 * be given in a file.
 */
final class Pkcs11Identity {
  private Pkcs11Identity() {}

  static WorkloadIdentity read(KeySource.Pkcs11Token source) throws ProblemException {
    if (!Files.isReadable(source.library())) {
      throw new ProblemException(
          "the PKCS#11 module " + source.library() + " cannot be read",
          "name the module of the token with --pkcs11-lib or module-path");
    }
    PasswordSource pinSource = source.pin();
    char[] pin = pinSource.read().revealText().toCharArray();
    try {
      Provider provider = provider(source);
      KeyStore store = KeyStore.getInstance("PKCS11", provider);
      store.load(null, pin);
      pinSource.accepted();
      Optional<Leaf> given = givenLeaf(source);
      EntryChoice choice =
          new EntryChoice(
              source.uri().object().or(() -> source.choice().alias()), source.choice().selector());
      String alias = StoredIdentity.alias(store, choice, fits(source, given));
      WorkloadIdentity found =
          StoredIdentity.of(store, alias, pin, Optional.of(provider), source.uri().toString());
      return withFiles(found, given, source);
    } catch (IOException _) {
      pinSource.refused();
      throw new ProblemException(
          "the PKCS#11 token refuses the PIN", "check the PIN and the token");
    } catch (GeneralSecurityException | ProviderException e) {
      throw new ProblemException(
          "the PKCS#11 token " + source.uri() + " cannot be used: " + e.getMessage(),
          "check the module, the token's name and that it is plugged in",
          e);
    } finally {
      Arrays.fill(pin, '\0');
    }
  }

  private static Provider provider(KeySource.Pkcs11Token source) throws ProblemException {
    Optional<Long> slot = source.uri().slotId();
    if (slot.isEmpty() && source.uri().token().isPresent()) {
      slot = Optional.of(Pkcs11Slots.find(source.library(), source.uri().token().get()));
    }
    String configuration =
        "--name=grapnel\nlibrary=\""
            + source
                .library()
                .toAbsolutePath()
                .toString()
                .replace("\\", "\\\\")
                .replace("\"", "\\\"")
            + "\"\n"
            + slot.map(id -> "slot=" + id).orElse("slotListIndex=0")
            + "\n";
    return Security.getProvider("SunPKCS11").configure(configuration);
  }

  private static Optional<Leaf> givenLeaf(KeySource.Pkcs11Token source) throws ProblemException {
    if (source.certificate().isEmpty()) {
      return Optional.empty();
    }
    var file = source.certificate().get();
    List<DerCertificate> certificates =
        PemIdentity.certificates(SmallFile.read(file, "certificate"), file);
    return Optional.of(Leaf.of(certificates.getFirst(), file.toString()));
  }

  private static Predicate<X509Certificate> fits(KeySource.Pkcs11Token source, Optional<Leaf> given)
      throws ProblemException {
    if (given.isPresent()) {
      PublicKey key = given.get().publicKey();
      return certificate ->
          Arrays.equals(certificate.getPublicKey().getEncoded(), key.getEncoded());
    }
    if (source.uri().id().isEmpty()) {
      return certificate -> true;
    }
    List<DerCertificate> withId =
        Pkcs11Slots.certificates(source.library(), source.uri().token(), source.uri().id().get());
    return certificate -> withId.stream().anyMatch(der -> isSame(der, certificate));
  }

  private static boolean isSame(DerCertificate der, X509Certificate certificate) {
    try {
      return Arrays.equals(der.encoded(), certificate.getEncoded());
    } catch (GeneralSecurityException _) {
      return false;
    }
  }

  private static WorkloadIdentity withFiles(
      WorkloadIdentity found, Optional<Leaf> given, KeySource.Pkcs11Token source)
      throws ProblemException {
    List<DerCertificate> chain = found.chain();
    if (source.intermediates().isPresent()) {
      var file = source.intermediates().get();
      chain = PemIdentity.certificates(SmallFile.read(file, "intermediates"), file);
    }
    return new WorkloadIdentity(
        given.orElse(found.leaf()), chain, found.algorithm(), found.signer());
  }
}
