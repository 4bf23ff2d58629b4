package dev.grapnel.protocol.signing;

import java.time.Duration;
import java.util.Optional;

/**
 * A signature that is carried in the query instead of a header.
 *
 * @param date when it was signed
 * @param validFor how long from then on, at most {@link #MAX_VALIDITY}; {@link #DEFAULT_VALIDITY}
 *     where the query does not say
 * @param signedQuery the query that the signature covers: all of it but the signature
 */
public record PresignedQuery(
    Authorization authorization, AmzDate date, Duration validFor, QueryString signedQuery) {
  /** The longest validity that AWS allows: seven days. */
  public static final Duration MAX_VALIDITY = Duration.ofDays(7);

  public static final String ALGORITHM = "X-Amz-Algorithm";
  public static final String CREDENTIAL = "X-Amz-Credential";
  public static final String DATE = "X-Amz-Date";
  public static final String EXPIRES = "X-Amz-Expires";
  public static final String SIGNED_HEADERS = "X-Amz-SignedHeaders";
  public static final String SIGNATURE = "X-Amz-Signature";
  public static final String SECURITY_TOKEN = "X-Amz-Security-Token";

  /** What stands for the body's hash where a body is not signed; only S3 takes it. */
  public static final String UNSIGNED_PAYLOAD = "UNSIGNED-PAYLOAD";

  /** Without a validity of its own, as the AWS SDK for Go presigns: what STS gives it then. */
  static final Duration DEFAULT_VALIDITY = Duration.ofMinutes(15);

  private static final int MAX_EXPIRES_DIGITS = 6;

  /** Whether the query has any part of the presigned form that belongs to nothing else. */
  public static boolean isPresent(QueryString query) {
    return !query.all(ALGORITHM).isEmpty()
        || !query.all(SIGNATURE).isEmpty()
        || !query.all(CREDENTIAL).isEmpty();
  }

  /** Reads the presigned form; each part must be there once. */
  public static PresignedQuery parse(QueryString query) throws MalformedRequestException {
    String signature = required(query, SIGNATURE);
    if (signature.length() > Authorization.MAX_LENGTH) {
      throw new MalformedRequestException(SIGNATURE + " is too long");
    }
    Authorization authorization =
        Authorization.of(
            SigningAlgorithm.ofWireName(required(query, ALGORITHM)),
            required(query, CREDENTIAL),
            required(query, SIGNED_HEADERS),
            signature);
    return new PresignedQuery(
        authorization,
        AmzDate.parse(required(query, DATE)),
        validity(query.only(EXPIRES)),
        query.without(SIGNATURE));
  }

  private static String required(QueryString query, String name) throws MalformedRequestException {
    Optional<String> value = query.only(name);
    if (value.isEmpty()) {
      throw new MalformedRequestException("the presigned query has no " + name);
    }
    return value.get();
  }

  private static Duration validity(Optional<String> given) throws MalformedRequestException {
    if (given.isEmpty()) {
      return DEFAULT_VALIDITY;
    }
    String text = given.get();
    int seconds = 0;
    for (int i = 0; i < text.length() && i < MAX_EXPIRES_DIGITS; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        throw badExpires();
      }
      seconds = seconds * 10 + (c - '0');
    }
    boolean tooLong = text.length() > MAX_EXPIRES_DIGITS || seconds > MAX_VALIDITY.toSeconds();
    if (seconds < 1 || tooLong) {
      throw badExpires();
    }
    return Duration.ofSeconds(seconds);
  }

  private static MalformedRequestException badExpires() {
    return new MalformedRequestException(
        EXPIRES + " is not a number of seconds from 1 to " + MAX_VALIDITY.toSeconds());
  }
}
