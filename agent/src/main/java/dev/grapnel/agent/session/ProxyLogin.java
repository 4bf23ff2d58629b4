package dev.grapnel.agent.session;

import dev.grapnel.protocol.secret.SecretValue;
import java.net.Authenticator;
import java.net.PasswordAuthentication;
import org.jspecify.annotations.Nullable;

/** The credentials of a proxy, for the proxy alone. */
final class ProxyLogin extends Authenticator {
  private final SecretValue credentials;

  /**
   * @param credentials {@code user:password}
   */
  ProxyLogin(SecretValue credentials) {
    this.credentials = credentials;
  }

  @Override
  protected @Nullable PasswordAuthentication getPasswordAuthentication() {
    if (getRequestorType() != RequestorType.PROXY) {
      return null;
    }
    String text = credentials.revealText();
    int colon = text.indexOf(':');
    String user = colon < 0 ? text : text.substring(0, colon);
    String password = colon < 0 ? "" : text.substring(colon + 1);
    return new PasswordAuthentication(user, password.toCharArray());
  }
}
