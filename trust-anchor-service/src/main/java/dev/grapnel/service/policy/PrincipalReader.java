package dev.grapnel.service.policy;

import dev.grapnel.protocol.arn.Arn;
import dev.grapnel.protocol.arn.InvalidArnException;
import dev.grapnel.service.policy.pattern.Ascii;
import java.util.Optional;
import java.util.Set;

/** Reads the texts that name principals. */
final class PrincipalReader {
  /** Hosts of AWS's built-in web identity providers; other hosts are services. */
  private static final Set<String> PROVIDER_HOSTS =
      Set.of(
          "accounts.google.com",
          "cognito-identity.amazonaws.com",
          "graph.facebook.com",
          "www.amazon.com");

  private static final int ACCOUNT_DIGITS = 12;

  private PrincipalReader() {}

  static Principal read(String text) throws InvalidPrincipalException {
    if (text.equals("*") || text.equals("anonymous")) {
      return new Principal.Anonymous();
    }
    if (isAccountId(text)) {
      return new Principal.Root("aws", text);
    }
    if (text.startsWith("arn:")) {
      return readArn(text);
    }
    if (PROVIDER_HOSTS.contains(text)) {
      return new Principal.Federated(text);
    }
    if (isHost(text)) {
      return new Principal.Service(text);
    }
    throw new InvalidPrincipalException(
        "\""
            + text
            + "\" names no principal; expected an account id, the ARN of a root, user, role,"
            + " assumed-role session, federated user or identity provider, a service such as"
            + " rolesanywhere.amazonaws.com, or *");
  }

  static boolean isAccountId(String text) {
    return text.length() == ACCOUNT_DIGITS && Ascii.isDigits(text);
  }

  /** Whether the text is a host name with a dot: a service's or a provider's. */
  static boolean isHost(String text) {
    return text.indexOf('.') > 0 && !text.endsWith(".") && Ascii.isAlphanumeric(text, "-._");
  }

  private static Principal readArn(String text) throws InvalidPrincipalException {
    Arn arn = arn(text);
    String id = arn.resourceId();
    if (!isAccountId(arn.account())
        || !arn.region().isEmpty()
        || text.contains("*")
        || text.contains("?")) {
      throw unknown(text);
    }
    String type = arn.service() + ':' + arn.resourceType();
    return switch (type) {
      case "iam:root" -> {
        require(id.isEmpty() && !arn.resource().endsWith("/"), text);
        yield new Principal.Root(arn.partition(), arn.account());
      }
      case "iam:user" -> {
        require(isName(lastPart(id)), text);
        yield new Principal.User(arn);
      }
      case "iam:role" -> {
        require(isName(lastPart(id)), text);
        yield new Principal.Role(arn);
      }
      case "sts:assumed-role" -> {
        require(
            id.split("/", -1).length == 2 && isName(id.split("/", -1)[0]) && isName(lastPart(id)),
            text);
        yield new Principal.RoleSession(arn, Optional.empty());
      }
      case "sts:federated-user" -> {
        require(isName(id), text);
        yield new Principal.FederatedUser(arn);
      }
      case "iam:saml-provider", "iam:oidc-provider" -> {
        require(!id.isEmpty(), text);
        yield new Principal.Federated(text);
      }
      default -> throw unknown(text);
    };
  }

  private static Arn arn(String text) throws InvalidPrincipalException {
    try {
      return Arn.parse(text);
    } catch (InvalidArnException broken) {
      throw new InvalidPrincipalException("\"" + text + "\": " + broken.getMessage());
    }
  }

  static String lastPart(String id) {
    return id.substring(id.lastIndexOf('/') + 1);
  }

  private static boolean isName(String name) {
    return !name.isEmpty() && Ascii.isAlphanumeric(name, "+=,.@-_");
  }

  private static void require(boolean holds, String text) throws InvalidPrincipalException {
    if (!holds) {
      throw unknown(text);
    }
  }

  private static InvalidPrincipalException unknown(String text) {
    return new InvalidPrincipalException(
        "\""
            + text
            + "\" names no principal; expected the ARN of a root, user, role, assumed-role session,"
            + " federated user or identity provider of one account, without wildcards");
  }
}
