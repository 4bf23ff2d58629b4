package dev.grapnel.agent.command;

/** A command line that cannot be meant; the message says which part and what was expected. */
final class UsageException extends Exception {
  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
