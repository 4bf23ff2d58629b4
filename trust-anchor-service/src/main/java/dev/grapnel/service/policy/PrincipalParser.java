package dev.grapnel.service.policy;

import dev.grapnel.protocol.arn.Arn;
import dev.grapnel.service.policy.json.Json;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Reads the value of a Principal or NotPrincipal.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html">AWS:
 *     Principal</a>
 */
final class PrincipalParser {
  private boolean anyAws;
  private final Set<String> accounts = new HashSet<>();
  private final Set<String> callers = new HashSet<>();
  private final Set<Arn> roles = new HashSet<>();
  private final Set<String> services = new HashSet<>();
  private final Set<String> federated = new HashSet<>();

  NamedPrincipals parse(Json json) throws MalformedPolicyException {
    if (json instanceof Json.Text text && text.value().equals("*")) {
      return named(true);
    }
    if (!(json instanceof Json.Obj object) || object.members().isEmpty()) {
      throw new MalformedPolicyException(
          json.pointer(), "expected \"*\" or an object of AWS, Service or Federated");
    }
    for (Map.Entry<String, Json> entry : object.members().entrySet()) {
      for (Json.Text text : Elements.texts(entry.getValue())) {
        add(entry.getKey(), text);
      }
    }
    return named(false);
  }

  private NamedPrincipals named(boolean everyone) {
    return new NamedPrincipals(everyone, anyAws, accounts, callers, roles, services, federated);
  }

  private void add(String type, Json.Text text) throws MalformedPolicyException {
    switch (type) {
      case "AWS" -> addAws(text);
      case "Service" -> addService(text);
      case "Federated" -> addFederated(text);
      case "CanonicalUser" ->
          throw new MalformedPolicyException(
              text.pointer(), "CanonicalUser is known to S3 alone; name an account id or an ARN");
      default ->
          throw new MalformedPolicyException(
              text.pointer(),
              "\"" + type + "\" is no type of principal; expected AWS, Service or Federated");
    }
  }

  private void addAws(Json.Text text) throws MalformedPolicyException {
    if (text.value().equals("*")) {
      anyAws = true;
      return;
    }
    switch (read(text)) {
      case Principal.Root root -> accounts.add(root.account());
      case Principal.User user -> callers.add(user.arn().toString());
      case Principal.RoleSession session -> callers.add(session.arn().toString());
      case Principal.FederatedUser user -> callers.add(user.arn().toString());
      case Principal.Role role -> roles.add(role.arn());
      case Principal.Anonymous a -> throw invalid(text, "AWS");
      case Principal.Service s -> throw invalid(text, "AWS");
      case Principal.Federated f -> throw invalid(text, "AWS");
    }
  }

  private void addService(Json.Text text) throws MalformedPolicyException {
    if (!PrincipalReader.isHost(text.value())) {
      throw invalid(text, "Service");
    }
    services.add(text.value());
  }

  private void addFederated(Json.Text text) throws MalformedPolicyException {
    boolean provider =
        text.value().startsWith("arn:")
            ? read(text) instanceof Principal.Federated
            : PrincipalReader.isHost(text.value());
    if (!provider) {
      throw invalid(text, "Federated");
    }
    federated.add(text.value());
  }

  private static Principal read(Json.Text text) throws MalformedPolicyException {
    try {
      return Principal.parse(text.value());
    } catch (InvalidPrincipalException invalid) {
      throw new MalformedPolicyException(text.pointer(), "invalid principal: " + invalid.rule());
    }
  }

  private static MalformedPolicyException invalid(Json.Text text, String type) {
    return new MalformedPolicyException(
        text.pointer(),
        "invalid principal: \"" + text.value() + "\" is no principal of type " + type);
  }
}
