package dev.grapnel.service.policy;

/**
 * A policy that takes part in a decision.
 *
 * @param name what the decision calls it: a policy's name, a file's, or an ARN
 */
public record AppliedPolicy(String name, Policy policy) {}
