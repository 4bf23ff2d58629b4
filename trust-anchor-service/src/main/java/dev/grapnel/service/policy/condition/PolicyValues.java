package dev.grapnel.service.policy.condition;

/** The compiled values that a condition names for its key, read as its operator reads them. */
sealed interface PolicyValues
    permits BytesValues,
        ComparedValues,
        ExactValues,
        NetworkValues,
        PatternValues,
        PresenceValue,
        TruthValues {
  /**
   * Whether one of the policy's values matches the request's value. A policy's value with a
   * variable that has no value matches nothing.
   */
  boolean matchAny(ContextValue value, RequestKeys keys);
}
