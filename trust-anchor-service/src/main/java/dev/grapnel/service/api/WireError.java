package dev.grapnel.service.api;

import dev.grapnel.service.refusal.Denial;
import java.util.Optional;

/**
 * A refusal as the caller sees it: the one place where a {@link Denial} gets its HTTP status and
 * its code.
 *
 * @param code Roles Anywhere's {@code X-Amzn-ErrorType}, or the {@code Code} of IAM and STS
 * @param retryAfterSeconds how long the caller should wait before it tries again, where it should
 */
public record WireError(
    int status, String code, String message, Optional<Integer> retryAfterSeconds) {
  private static final int RETRY_AFTER_SECONDS = 1;

  /** Which of AWS's error vocabularies is spoken. */
  public enum Dialect {
    /** Roles Anywhere, CreateSession included. */
    REST,
    /** IAM and STS. */
    QUERY
  }

  /** A refusal in that vocabulary. */
  public static WireError of(Denial denial, Dialect dialect) {
    WireError error =
        switch (dialect) {
          case REST -> rest(denial);
          case QUERY -> query(denial);
        };
    return denial instanceof Denial.Unavailable
        ? new WireError(error.status, error.code, error.message, Optional.of(RETRY_AFTER_SECONDS))
        : error;
  }

  /** No operation has that method and path, or that action and version. */
  public static WireError unknownOperation(String message, Dialect dialect) {
    return switch (dialect) {
      case REST -> error(404, "UnknownOperationException", message);
      case QUERY -> error(400, "InvalidAction", message);
    };
  }

  /** A bug or a fault of ours, without any detail. */
  public static WireError internal(Dialect dialect) {
    String message = "The request failed because of an unknown error; try again";
    return switch (dialect) {
      case REST -> error(500, "InternalServerException", message);
      case QUERY -> error(500, "InternalFailure", message);
    };
  }

  /** Who is to blame, as IAM and STS put it. */
  public String blame() {
    return status < 500 ? "Sender" : "Receiver";
  }

  private static WireError rest(Denial denial) {
    String message = denial.message();
    return switch (denial) {
      case Denial.Malformed _, Denial.MalformedPolicy _ -> validation(message);
      case Denial.Conflict _, Denial.InUse _, Denial.LimitExceeded _ -> validation(message);
      case Denial.TooManyTags _ -> error(400, "TooManyTagsException", message);
      case Denial.Unproven _, Denial.NotAllowed _ -> error(403, "AccessDeniedException", message);
      case Denial.NotFound _ -> error(404, "ResourceNotFoundException", message);
      case Denial.MissingAuthentication _ ->
          error(403, "MissingAuthenticationTokenException", message);
      case Denial.IncompleteSignature _ -> error(400, "IncompleteSignatureException", message);
      case Denial.UnknownCaller _ -> error(403, "UnrecognizedClientException", message);
      case Denial.BadSignature _ -> error(403, "InvalidSignatureException", message);
      case Denial.Expired _ -> error(403, "ExpiredTokenException", message);
      case Denial.Unavailable _ -> error(503, "ServiceUnavailableException", message);
    };
  }

  private static WireError query(Denial denial) {
    String message = denial.message();
    return switch (denial) {
      case Denial.Malformed _ -> error(400, "ValidationError", message);
      case Denial.MalformedPolicy _ -> error(400, "MalformedPolicyDocument", message);
      case Denial.Unproven _, Denial.NotAllowed _ -> error(403, "AccessDenied", message);
      case Denial.NotFound _ -> error(404, "NoSuchEntity", message);
      case Denial.Conflict _ -> error(409, "EntityAlreadyExists", message);
      case Denial.InUse _ -> error(409, "DeleteConflict", message);
      case Denial.LimitExceeded _, Denial.TooManyTags _ -> error(409, "LimitExceeded", message);
      case Denial.MissingAuthentication _ -> error(403, "MissingAuthenticationToken", message);
      case Denial.IncompleteSignature _ -> error(400, "IncompleteSignature", message);
      case Denial.UnknownCaller _ -> error(403, "InvalidClientTokenId", message);
      case Denial.BadSignature _ -> error(403, "SignatureDoesNotMatch", message);
      case Denial.Expired _ -> error(403, "ExpiredToken", message);
      case Denial.Unavailable _ -> error(503, "ServiceUnavailable", message);
    };
  }

  private static WireError validation(String message) {
    return error(400, "ValidationException", message);
  }

  private static WireError error(int status, String code, String message) {
    return new WireError(status, code, message, Optional.empty());
  }
}
