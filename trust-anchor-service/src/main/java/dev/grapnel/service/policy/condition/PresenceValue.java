package dev.grapnel.service.policy.condition;

/**
 * What {@code Null} wants of a key.
 *
 * @param wantsAbsent whether {@code true} is among the values
 * @param wantsPresent whether {@code false} is among the values
 */
record PresenceValue(boolean wantsAbsent, boolean wantsPresent) implements PolicyValues {
  boolean holds(boolean present) {
    return present ? wantsPresent : wantsAbsent;
  }

  @Override
  public boolean matchAny(ContextValue value, RequestKeys keys) {
    return wantsPresent;
  }
}
