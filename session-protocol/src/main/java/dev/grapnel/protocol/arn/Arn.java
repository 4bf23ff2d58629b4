package dev.grapnel.protocol.arn;

/**
 * An Amazon Resource Name, {@code arn:partition:service:region:account:resource}. Parts are kept as
 * they were written; region and account may be empty, partition, service and resource may not.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html">AWS: ARNs</a>
 */
public record Arn(
    String partition, String service, String region, String account, String resource) {
  /** The longest ARN that is read, in characters (the longest that AWS's models allow). */
  public static final int MAX_LENGTH = 2048;

  private static final int PARTS = 6;

  /** Parses the text, or says what is wrong with it. */
  public static Arn parse(String text) throws InvalidArnException {
    if (text.length() > MAX_LENGTH) {
      throw new InvalidArnException(
          "the ARN has " + text.length() + " characters; at most " + MAX_LENGTH + " are allowed");
    }
    if (!isPrintableAscii(text)) {
      throw new InvalidArnException("the ARN has a space or a character outside printable ASCII");
    }
    String[] parts = text.split(":", PARTS);
    if (parts.length != PARTS || !parts[0].equals("arn")) {
      throw new InvalidArnException(
          "not an ARN; expected arn:partition:service:region:account:resource");
    }
    requirePart("partition", parts[1]);
    requirePart("service", parts[2]);
    requirePart("resource", parts[5]);
    return new Arn(parts[1], parts[2], parts[3], parts[4], parts[5]);
  }

  /**
   * The resource's part before the first {@code /}, such as {@code role}; all of it without one.
   */
  public String resourceType() {
    int slash = resource.indexOf('/');
    return slash < 0 ? resource : resource.substring(0, slash);
  }

  /**
   * The resource's part after the first {@code /}, such as {@code path/name}; empty without one.
   */
  public String resourceId() {
    int slash = resource.indexOf('/');
    return slash < 0 ? "" : resource.substring(slash + 1);
  }

  @Override
  public String toString() {
    return "arn:" + partition + ':' + service + ':' + region + ':' + account + ':' + resource;
  }

  private static boolean isPrintableAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) <= ' ' || text.charAt(i) >= 0x7f) {
        return false;
      }
    }
    return true;
  }

  private static void requirePart(String name, String part) throws InvalidArnException {
    if (part.isEmpty()) {
      throw new InvalidArnException("the ARN's " + name + " is empty");
    }
  }
}
