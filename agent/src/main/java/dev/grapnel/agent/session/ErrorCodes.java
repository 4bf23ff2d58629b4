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
}
