package dev.grapnel.service.policy;

/** What a statement that applies does. */
enum Effect {
  ALLOW,
  DENY
}
