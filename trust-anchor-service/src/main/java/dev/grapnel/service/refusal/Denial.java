package dev.grapnel.service.refusal;

/**
 * Why a request is refused. {@link #message} is for the caller and says nothing about others;
 * {@link #auditReason} is the whole reason, for the operator. The wire form (status, code, JSON or
 * XML) is chosen in one place, in {@code api}.
 */
public sealed interface Denial {
  /** What the caller is told. */
  String message();

  /** What the audit trail is told. */
  default String auditReason() {
    return message();
  }

  /** The request is not well formed: 400, ValidationException. */
  record Malformed(String message) implements Denial {}

  /**
   * A policy document that is not understood, refused when stored: 400, MalformedPolicyDocument.
   */
  record MalformedPolicy(String message) implements Denial {}

  /**
   * A CreateSession without proof, or from or for somebody unknown: 403, the same for all, so that
   * nothing is learnt before proof.
   */
  record Unproven(String auditReason) implements Denial {
    @Override
    public String message() {
      return "The request is not signed by a certificate that this trust anchor accepts";
    }
  }

  /** A proven caller that may not do this: 403, AccessDeniedException. */
  record NotAllowed(String message, String auditReason) implements Denial {}

  /** Nothing by that name in the caller's own account: 404. */
  record NotFound(String message) implements Denial {}

  /** Something by that name is there already, or changed meanwhile: 409. */
  record Conflict(String message) implements Denial {}

  /** A limit on how many there may be: 409 in IAM, 400 in Roles Anywhere. */
  record LimitExceeded(String message) implements Denial {}

  /** More tags on one resource than there may be: 400, TooManyTagsException. */
  record TooManyTags(String message) implements Denial {}

  /** Something that must be emptied before it is deleted: 409, DeleteConflict. */
  record InUse(String message) implements Denial {}

  /** A control-plane, IAM or STS call without any signature: 403, MissingAuthenticationToken. */
  record MissingAuthentication(String message) implements Denial {}

  /** An Authorization that cannot be read or lacks a part: 400, IncompleteSignature. */
  record IncompleteSignature(String message) implements Denial {}

  /** An access key or session token that is not ours, or no longer valid: 403. */
  record UnknownCaller(String message, String auditReason) implements Denial {}

  /** A signature that does not verify, or a date out of its window: 403. */
  record BadSignature(String message, String auditReason) implements Denial {}

  /** Credentials past their expiry: 403, ExpiredToken. */
  record Expired(String message) implements Denial {}

  /** The service cannot answer now (disk full, database down, overload): 503, try again. */
  record Unavailable(String message, String auditReason) implements Denial {}
}
