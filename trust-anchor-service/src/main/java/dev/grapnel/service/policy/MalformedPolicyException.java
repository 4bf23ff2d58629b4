package dev.grapnel.service.policy;

/**
 * A document that is no policy of its kind: IAM's {@code MalformedPolicyDocument}. The message
 * names the place and the rule.
 */
public final class MalformedPolicyException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String pointer;
  private final String rule;

  MalformedPolicyException(String pointer, String rule) {
    super(pointer.isEmpty() ? rule : pointer + ": " + rule);
    this.pointer = pointer;
    this.rule = rule;
  }

  /** Where, as a JSON pointer (RFC 6901); empty for the whole document. */
  public String pointer() {
    return pointer;
  }

  /** What was wrong and what was expected. */
  public String rule() {
    return rule;
  }
}
