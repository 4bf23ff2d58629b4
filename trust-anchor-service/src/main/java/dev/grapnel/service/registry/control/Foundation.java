package dev.grapnel.service.registry.control;

import dev.grapnel.service.registry.Registry;
import dev.grapnel.service.registry.Resource;
import dev.grapnel.service.registry.ResourceKind;
import dev.grapnel.service.token.KeyWrap;
import dev.grapnel.service.token.PageTokens;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;

/** What every family of operations stands on. */
record Foundation(
    Registry registry,
    RegistrationRules rules,
    PageTokens pages,
    KeyWrap wrap,
    ResourceArns arns,
    InstantSource clock,
    SecureRandom random) {

  <T extends Resource> Registrar<T> registrar(ResourceKind kind, Class<T> type) {
    return new Registrar<>(registry, arns, clock, kind, type);
  }

  <T extends Resource> Listing<T> listing(ResourceKind kind, Class<T> type) {
    return new Listing<>(registry, pages, kind, type);
  }

  /**
   * A new UUID of version 7 (RFC 9562): the time in milliseconds, then random bits, so that
   * listings, which are in the order of ids, are in the order of creation.
   */
  String newId(Instant now) {
    long high = (now.toEpochMilli() << 16) | 0x7000 | (random.nextLong() & 0x0fff);
    long low = (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low).toString();
  }
}
