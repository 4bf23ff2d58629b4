package dev.grapnel.agent.identity;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * A server's key that may be replaced by another while it is in use. A handshake asks for an alias
 * first, then for what is behind it; the alias tells which of the keys was meant, so that a
 * handshake never gets the certificate of one and the key of the other.
 */
final class RenewableKey extends X509ExtendedKeyManager {
  private static final char SEPARATOR = ' ';

  /** The key in use, and the one before it for handshakes under way. */
  private record Keys(int number, X509ExtendedKeyManager current, X509ExtendedKeyManager before) {}

  private volatile Keys keys;

  RenewableKey(X509ExtendedKeyManager first) {
    keys = new Keys(0, first, first);
  }

  /** From now on. Called by one thread at a time. */
  void replace(X509ExtendedKeyManager next) {
    Keys old = keys;
    keys = new Keys(old.number() + 1, next, old.current());
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    Keys seen = keys;
    String alias = seen.current().chooseEngineServerAlias(keyType, issuers, engine);
    return alias == null ? null : seen.number() + "" + SEPARATOR + alias;
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    Keys seen = keys;
    String alias = seen.current().chooseServerAlias(keyType, issuers, socket);
    return alias == null ? null : seen.number() + "" + SEPARATOR + alias;
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String alias) {
    return behind(alias).getCertificateChain(alias.substring(alias.indexOf(SEPARATOR) + 1));
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String alias) {
    return behind(alias).getPrivateKey(alias.substring(alias.indexOf(SEPARATOR) + 1));
  }

  private X509ExtendedKeyManager behind(String alias) {
    Keys seen = keys;
    int number = Integer.parseInt(alias, 0, alias.indexOf(SEPARATOR), 10);
    return number == seen.number() ? seen.current() : seen.before();
  }

  @Override
  public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    return null;
  }

  @Override
  public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return null;
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return null;
  }
}
