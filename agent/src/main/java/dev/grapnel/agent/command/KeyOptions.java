package dev.grapnel.agent.command;

import dev.grapnel.agent.identity.CertificateSelector;
import dev.grapnel.agent.identity.EntryChoice;
import dev.grapnel.agent.identity.KeySource;
import dev.grapnel.agent.identity.KeyStoreReader;
import dev.grapnel.agent.identity.PasswordSource;
import dev.grapnel.agent.identity.Pkcs11Modules;
import dev.grapnel.agent.identity.Pkcs11Uri;
import dev.grapnel.agent.problem.ProblemException;
import dev.grapnel.protocol.secret.SecretValue;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The options that say where certificate and key are: the AWS helper's, and a few of ours. */
final class KeyOptions {
  /** Where a password is looked for that no option names. */
  static final String PASSWORD_VARIABLE = "GRAPNEL_KEY_PASSWORD";

  static final List<Option> ALL =
      List.of(
          new Option("certificate", "FILE", "PEM (the leaf first), PKCS#12, JKS, or a pkcs11: URI"),
          new Option("private-key", "FILE", "PEM or a pkcs11: URI; the certificate's if absent"),
          new Option("intermediates", "FILE", "PEM certificates to send along"),
          new Option("password-file", "FILE", "holds the key's password or PIN"),
          new Option("pkcs8-password", "PASSWORD", "accepted; others can see it: use a file"),
          new Option("key-alias", "NAME", "which key of a key store"),
          new Option("cert-selector", "SELECTOR", "which certificate of a store, as the helper's"),
          new Option("pkcs11-lib", "FILE", "the token's module; p11-kit's if absent"),
          new Option("reuse-pin", "", "accepted; a PIN is used for every need"),
          new Option("system-store-name", "NAME", "accepted; for Windows alone"),
          new Option(
              "use-latest-expiring-certificate", "", "accepted; for Windows and macOS alone"),
          new Option("tpm-key-password", "PASSWORD", "TPM keys are not supported yet"),
          new Option("no-tpm-key-password", "", "TPM keys are not supported yet"));

  private KeyOptions() {}

  static KeySource keySource(Arguments arguments, Surroundings surroundings)
      throws UsageException, ProblemException {
    refuseExclusive(arguments);
    Optional<String> certificate = arguments.value("certificate");
    Optional<String> key = arguments.value("private-key");
    if (certificate.isEmpty() && key.isEmpty()) {
      throw arguments.isGiven("cert-selector")
          ? new UsageException("--cert-selector alone: this system has no certificate store")
          : new UsageException("--certificate is missing");
    }
    Optional<String> token =
        key.filter(Pkcs11Uri::isPkcs11).or(() -> certificate.filter(Pkcs11Uri::isPkcs11));
    if (token.isPresent()) {
      return token(Pkcs11Uri.parse(token.get()), arguments, surroundings);
    }
    if (key.isPresent() && key.get().startsWith("handle:")) {
      throw new UsageException("TPM keys (" + key.get() + ") are not supported yet");
    }
    Path file = Path.of(arguments.required("certificate"));
    if (key.isEmpty() && KeyStoreReader.isKeyStore(file)) {
      return new KeySource.KeyStoreFile(
          file, password(arguments, surroundings, true), choice(arguments));
    }
    return new KeySource.PemFiles(
        file,
        key.map(Path::of),
        intermediates(arguments),
        password(arguments, surroundings, false));
  }

  /** A key without its certificate. */
  static KeySource keyAlone(Arguments arguments, Surroundings surroundings)
      throws UsageException, ProblemException {
    String key = arguments.required("private-key");
    if (Pkcs11Uri.isPkcs11(key)) {
      return token(Pkcs11Uri.parse(key), arguments, surroundings);
    }
    Path file = Path.of(key);
    return new KeySource.PemFiles(
        file, Optional.of(file), Optional.empty(), password(arguments, surroundings, false));
  }

  private static void refuseExclusive(Arguments arguments) throws UsageException {
    arguments.refuseTogether("certificate", "cert-selector");
    arguments.refuseTogether("certificate", "system-store-name");
    arguments.refuseTogether("private-key", "cert-selector");
    arguments.refuseTogether("private-key", "system-store-name");
    arguments.refuseTogether("private-key", "use-latest-expiring-certificate");
    arguments.refuseTogether("use-latest-expiring-certificate", "intermediates");
    arguments.refuseTogether("use-latest-expiring-certificate", "reuse-pin");
    arguments.refuseTogether("cert-selector", "intermediates");
    arguments.refuseTogether("cert-selector", "reuse-pin");
    arguments.refuseTogether("cert-selector", "tpm-key-password");
    arguments.refuseTogether("cert-selector", "no-tpm-key-password");
    arguments.refuseTogether("system-store-name", "reuse-pin");
    arguments.refuseTogether("tpm-key-password", "reuse-pin");
    arguments.refuseTogether("tpm-key-password", "no-tpm-key-password");
    arguments.refuseTogether("tpm-key-password", "pkcs8-password");
  }

  private static KeySource token(Pkcs11Uri uri, Arguments arguments, Surroundings surroundings)
      throws ProblemException {
    Optional<Path> certificate =
        arguments.value("certificate").filter(text -> !Pkcs11Uri.isPkcs11(text)).map(Path::of);
    PasswordSource pin =
        uri.pin().isPresent() ? uri.pin().get() : password(arguments, surroundings, false);
    return new KeySource.Pkcs11Token(
        uri, module(uri, arguments), certificate, intermediates(arguments), pin, choice(arguments));
  }

  private static Path module(Pkcs11Uri uri, Arguments arguments) {
    return uri.modulePath()
        .or(() -> arguments.value("pkcs11-lib").map(Path::of))
        .orElseGet(Pkcs11Modules::usual);
  }

  private static EntryChoice choice(Arguments arguments) throws ProblemException {
    Optional<String> selector = arguments.value("cert-selector");
    return new EntryChoice(
        arguments.value("key-alias"),
        selector.isPresent()
            ? Optional.of(CertificateSelector.parse(selector.get()))
            : Optional.empty());
  }

  private static Optional<Path> intermediates(Arguments arguments) {
    return arguments.value("intermediates").map(Path::of);
  }

  /**
   * Where the password comes from.
   *
   * @param mayBeEmpty whether no password at all means the empty one, as key stores without a
   *     password have it, rather than a question at the terminal
   */
  private static PasswordSource password(
      Arguments arguments, Surroundings surroundings, boolean mayBeEmpty) {
    Optional<String> file = arguments.value("password-file");
    if (file.isPresent()) {
      return new PasswordSource.FromFile(Path.of(file.get()));
    }
    Optional<String> given = arguments.value("pkcs8-password");
    if (given.isPresent()) {
      surroundings
          .terminal()
          .warning("--pkcs8-password: other users can see it in the process list; use a file");
      return new PasswordSource.Given(SecretValue.ofText(given.get()));
    }
    if (surroundings.environment().containsKey(PASSWORD_VARIABLE)) {
      return new PasswordSource.FromEnvironment(PASSWORD_VARIABLE, surroundings.environment());
    }
    return mayBeEmpty
        ? new PasswordSource.Given(SecretValue.ofText(""))
        : new PasswordSource.Prompt("password of the private key");
  }
}
