package dev.grapnel.service.policy.condition;

/** How an operator treats the several values that a key may have in a request. */
public enum SetQualifier {
  /** No qualifier: one value that matches is enough; a negated operator wants none to match. */
  NONE(""),
  /** Each value of the request; true where there is none. */
  FOR_ALL_VALUES("ForAllValues:"),
  /** At least one value of the request; false where there is none. */
  FOR_ANY_VALUE("ForAnyValue:");

  private final String prefix;

  SetQualifier(String prefix) {
    this.prefix = prefix;
  }

  public String prefix() {
    return prefix;
  }
}
