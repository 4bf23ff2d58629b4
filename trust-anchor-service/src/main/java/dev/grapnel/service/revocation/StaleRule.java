package dev.grapnel.service.revocation;

/** What an operator wants where a CRL that should tell is past its nextUpdate, or not there. */
public enum StaleRule {
  /** No session without fresh knowledge. */
  REFUSE,
  /** What is known goes on to count, and each session that depends on it carries a warning. */
  ACCEPT_WITH_WARNING
}
