package dev.grapnel.service.policy;

/**
 * How large a policy document may be. Limits on structure are the same for all kinds.
 *
 * @param maxSize the most characters that count
 * @param countsWhitespace whether white space between the document's parts counts; IAM does not
 *     count it, STS does
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html">AWS:
 *     IAM and STS quotas</a>
 */
public record PolicyLimits(int maxSize, boolean countsWhitespace) {
  /** The longest document that is looked at, in characters, white space included (IAM's model). */
  public static final int MAX_DOCUMENT_LENGTH = 131_072;

  /** A trust policy's size unless the configuration allows more. */
  public static final int TRUST_SIZE = 2_048;

  /** The most that the configuration can allow a trust policy. */
  public static final int MAX_TRUST_SIZE = 8_192;

  /** The size of a role's inline policies, all of them together. */
  public static final int INLINE_SIZE = 10_240;

  public static final int MANAGED_SIZE = 6_144;
  public static final int SESSION_SIZE = 2_048;

  /** The largest resource policy that AWS has (a bucket's). */
  public static final int RESOURCE_SIZE = 20_480;

  /** The most statements in a document. */
  static final int MAX_STATEMENTS = 500;

  /** The most values in one list. */
  static final int MAX_VALUES = 2_000;

  /** The deepest nesting of objects and arrays; a policy needs six. */
  static final int MAX_DEPTH = 12;

  /** The most names, values and brackets in a document. */
  static final int MAX_TOKENS = 32_768;

  /** The longest string or name, in characters. */
  static final int MAX_STRING_LENGTH = RESOURCE_SIZE;

  /** The limits of a trust policy of at most that size. */
  public static PolicyLimits trust(int maxSize) {
    return new PolicyLimits(Math.min(maxSize, MAX_TRUST_SIZE), false);
  }

  /** What IAM and STS would store at most, by the kind of policy. */
  public static PolicyLimits largest(PolicyKind kind) {
    return switch (kind) {
      case TRUST -> trust(MAX_TRUST_SIZE);
      case IDENTITY -> new PolicyLimits(INLINE_SIZE, false);
      case BOUNDARY -> new PolicyLimits(MANAGED_SIZE, false);
      case SESSION -> new PolicyLimits(SESSION_SIZE, false);
      case RESOURCE -> new PolicyLimits(RESOURCE_SIZE, false);
    };
  }

  /** An inline policy of a role; that all together keep the limit is for the caller to check. */
  public static PolicyLimits inline() {
    return new PolicyLimits(INLINE_SIZE, false);
  }

  public static PolicyLimits managed() {
    return new PolicyLimits(MANAGED_SIZE, false);
  }

  /** A session policy as STS takes it. */
  public static PolicyLimits session() {
    return new PolicyLimits(SESSION_SIZE, true);
  }

  /** The characters of a document that are not white space, which is what IAM counts. */
  public static int sizeWithoutWhitespace(String document) {
    return (int) document.chars().filter(c -> !isWhitespace(c)).count();
  }

  int sizeOf(String document) {
    return countsWhitespace ? document.length() : sizeWithoutWhitespace(document);
  }

  private static boolean isWhitespace(int c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }
}
