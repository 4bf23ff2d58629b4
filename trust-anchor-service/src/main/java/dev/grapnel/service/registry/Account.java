package dev.grapnel.service.registry;

/** An account: twelve digits, and whether it may do anything at present. */
public record Account(String accountId, boolean enabled) {}
