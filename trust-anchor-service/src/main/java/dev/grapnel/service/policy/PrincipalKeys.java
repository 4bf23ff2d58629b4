package dev.grapnel.service.policy;

import dev.grapnel.protocol.arn.Arn;
import java.util.Map;

/**
 * The condition keys that follow from a principal alone. Those that need a look-up (unique ids,
 * tags) are not among them.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html">AWS:
 *     global condition keys</a>
 */
final class PrincipalKeys {
  private static final String ARN = "aws:PrincipalArn";
  private static final String ACCOUNT = "aws:PrincipalAccount";
  private static final String TYPE = "aws:PrincipalType";
  private static final String IS_SERVICE = "aws:PrincipalIsAWSService";
  private static final String USER_ID = "aws:userid";
  private static final String USER_NAME = "aws:username";

  private PrincipalKeys() {}

  static Map<String, String> of(Principal principal) {
    return switch (principal) {
      case Principal.Anonymous a ->
          Map.of(TYPE, "Anonymous", USER_ID, "anonymous", ACCOUNT, "anonymous");
      case Principal.Service service ->
          Map.of(IS_SERVICE, "true", "aws:PrincipalServiceName", service.name());
      case Principal.Federated f -> Map.of();
      case Principal.Root root ->
          Map.of(
              ARN,
              "arn:" + root.partition() + ":iam::" + root.account() + ":root",
              ACCOUNT,
              root.account(),
              TYPE,
              "Account",
              USER_ID,
              root.account(),
              IS_SERVICE,
              "false");
      case Principal.User user ->
          Map.of(
              ARN,
              user.arn().toString(),
              ACCOUNT,
              user.arn().account(),
              TYPE,
              "User",
              USER_NAME,
              PrincipalReader.lastPart(user.arn().resourceId()),
              IS_SERVICE,
              "false");
      case Principal.Role role -> insider(role.arn().toString(), role.arn(), "AssumedRole");
      case Principal.RoleSession session -> insider(roleArn(session), session.arn(), "AssumedRole");
      case Principal.FederatedUser user -> federatedUser(user.arn());
    };
  }

  private static Map<String, String> federatedUser(Arn arn) {
    return Map.of(
        ARN,
        arn.toString(),
        ACCOUNT,
        arn.account(),
        TYPE,
        "FederatedUser",
        USER_ID,
        arn.account() + ':' + arn.resourceId(),
        IS_SERVICE,
        "false");
  }

  private static Map<String, String> insider(String principalArn, Arn arn, String type) {
    return Map.of(ARN, principalArn, ACCOUNT, arn.account(), TYPE, type, IS_SERVICE, "false");
  }

  /** The role's ARN; without its path where only the session's ARN is known. */
  private static String roleArn(Principal.RoleSession session) {
    return session
        .roleArn()
        .map(Arn::toString)
        .orElseGet(
            () -> {
              Arn arn = session.arn();
              String id = arn.resourceId();
              return "arn:%s:iam::%s:role/%s"
                  .formatted(arn.partition(), arn.account(), id.substring(0, id.indexOf('/')));
            });
  }
}
