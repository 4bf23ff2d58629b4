package dev.grapnel.service.sts;

import dev.grapnel.service.api.Intent;
import dev.grapnel.service.api.XmlText;
import dev.grapnel.service.api.query.QueryOperation;
import dev.grapnel.service.api.query.QueryParameters;
import dev.grapnel.service.api.query.QueryService;
import dev.grapnel.service.api.query.XmlAnswer;
import dev.grapnel.service.caller.AuthenticatedCaller;
import dev.grapnel.service.refusal.Verdict;
import java.util.List;

/**
 * The operations of STS that are served.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html">AWS:
 *     GetCallerIdentity</a>
 */
public final class SecurityTokenService {
  private static final String VERSION = "2011-06-15";
  private static final String NAMESPACE = "https://sts.amazonaws.com/doc/2011-06-15/";

  private SecurityTokenService() {}

  public static QueryService service() {
    return new QueryService(
        "sts",
        VERSION,
        NAMESPACE,
        List.of(
            new QueryOperation(
                "GetCallerIdentity", true, SecurityTokenService::getCallerIdentity)));
  }

  /** Needs no permission: not even an explicit Deny keeps a caller from learning who it is. */
  private static Intent<XmlAnswer> getCallerIdentity(
      AuthenticatedCaller caller, QueryParameters parameters) {
    return Intent.open(() -> Verdict.pass(xml -> writeIdentity(caller, xml)));
  }

  private static void writeIdentity(AuthenticatedCaller caller, XmlText xml) {
    xml.element("Arn", caller.principalArn())
        .element("UserId", userId(caller))
        .element("Account", caller.accountId());
  }

  private static String userId(AuthenticatedCaller caller) {
    return switch (caller) {
      case AuthenticatedCaller.Root root -> root.accountId();
      case AuthenticatedCaller.Session session ->
          session.claims().roleUniqueId() + ':' + session.claims().sessionName();
    };
  }
}
