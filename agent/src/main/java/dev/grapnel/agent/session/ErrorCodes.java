package dev.grapnel.agent.session;

/** What to do about each of the service's error codes. */
public final class ErrorCodes {
  private ErrorCodes() {}

  /** One line; for codes that are not known, by the status. */
  public static String hint(int status, String code) {
    return switch (code) {
      case "AccessDeniedException" ->
          "check that the trust anchor, profile and role exist, are enabled and of one account,"
              + " that the profile lists the role, that the role's trust policy allows this"
              + " certificate, and this machine's clock";
      case "ValidationException" ->
          "check the ARNs, the duration (900 to 43200 seconds) and the session name";
      case "ResourceNotFoundException" ->
          "check the ARNs of the trust anchor, profile and role, and the region";
      case "ExpiredTokenException", "InvalidSignatureException" ->
          "check this machine's clock and that nothing on the way changes the request";
      default ->
          RetryRule.isTransient(status, code)
              ? "the service is busy or broken; try again later"
              : "check the endpoint, the region and the ARNs";
    };
  }

  /** What a code means, in a sentence; for {@code doctor}. */
  public static String explain(int status, String code) {
    return switch (code) {
      case "AccessDeniedException" ->
          "AccessDeniedException: the service does not let this certificate have this role. It does"
              + " not say why to strangers: its operator finds the reason by the request id";
      case "ValidationException" ->
          "ValidationException: a part of the request is not in the form that is expected";
      case "ResourceNotFoundException" ->
          "ResourceNotFoundException: the trust anchor, profile or role is not in this account and"
              + " region";
      case "ExpiredTokenException" ->
          "ExpiredTokenException: the signature is too old for the service's clock";
      case "InvalidSignatureException" ->
          "InvalidSignatureException: what was signed is not what arrived, or the key is another";
      case "ThrottlingException", "TooManyRequestsException" ->
          code + ": too many requests; AWS allows ten CreateSession a second and account";
      default ->
          RetryRule.isTransient(status, code)
              ? "status " + status + ": the service is busy or broken; it may pass"
              : "status " + status + ": whoever answered may not be a Roles Anywhere service";
    };
  }
}
