package dev.grapnel.service.policy;

/**
 * Something legal in a policy that its writer may not have meant.
 *
 * @param rule a short name that stays the same, such as {@code wildcard-principal}
 * @param pointer where, as a JSON pointer
 * @param message what may happen, and what to write instead
 */
public record LintWarning(String rule, String pointer, String message) {
  @Override
  public String toString() {
    return pointer + ": " + message + " [" + rule + "]";
  }
}
