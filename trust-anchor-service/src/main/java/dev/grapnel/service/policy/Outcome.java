package dev.grapnel.service.policy;

/** What was decided. */
public enum Outcome {
  ALLOW("allow"),
  /** A Deny statement applies; nothing can outweigh it. */
  EXPLICIT_DENY("explicit-deny"),
  /** Nothing that had to allow the request does. */
  IMPLICIT_DENY("implicit-deny");

  private final String label;

  Outcome(String label) {
    this.label = label;
  }

  /** The name in JSON and in messages. */
  public String label() {
    return label;
  }
}
