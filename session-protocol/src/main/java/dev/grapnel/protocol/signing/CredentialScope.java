package dev.grapnel.protocol.signing;

/**
 * Where and when a signature holds: {@code day/region/service/aws4_request}.
 *
 * @param day {@code yyyyMMdd}
 * @param region such as {@code us-east-1}
 * @param service such as {@code rolesanywhere}
 */
public record CredentialScope(String day, String region, String service) {
  /** The scope's fixed last part. */
  public static final String TERMINATOR = "aws4_request";

  private static final int MAX_PART_LENGTH = 64;

  public CredentialScope {
    if (!AmzDate.isDay(day) || !isName(region) || !isName(service)) {
      throw new IllegalArgumentException(
          "a credential scope needs a day yyyyMMdd, a region and a service");
    }
  }

  /** The scope of requests that are signed at that time. */
  public static CredentialScope of(AmzDate date, String region, String service) {
    return new CredentialScope(date.day(), region, service);
  }

  /** Reads {@code day/region/service/aws4_request}. */
  static CredentialScope parse(String text) throws MalformedRequestException {
    int afterDay = text.indexOf('/');
    int afterRegion = text.indexOf('/', afterDay + 1);
    int afterService = text.indexOf('/', afterRegion + 1);
    if (afterDay < 0 || afterRegion < 0 || afterService < 0) {
      throw malformed();
    }
    String day = text.substring(0, afterDay);
    String region = text.substring(afterDay + 1, afterRegion);
    String service = text.substring(afterRegion + 1, afterService);
    boolean terminated = text.substring(afterService + 1).equals(TERMINATOR);
    if (!terminated || !AmzDate.isDay(day) || !isName(region) || !isName(service)) {
      throw malformed();
    }
    return new CredentialScope(day, region, service);
  }

  @Override
  public String toString() {
    return day + '/' + region + '/' + service + '/' + TERMINATOR;
  }

  private static boolean isName(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean allowed = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
      if (!allowed) {
        return false;
      }
    }
    return !text.isEmpty() && text.length() <= MAX_PART_LENGTH;
  }

  private static MalformedRequestException malformed() {
    return new MalformedRequestException(
        "the credential's scope is not in the form yyyyMMdd/region/service/aws4_request");
  }
}
