package dev.grapnel.service.revocation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RevocationMetersTest {
  private static final String ONE = "arn:aws:rolesanywhere:us-east-1:111122223333:trust-anchor/1";
  private static final String TWO = "arn:aws:rolesanywhere:us-east-1:111122223333:trust-anchor/2";

  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final RevocationMeters meters = new RevocationMeters(registry);

  @Test
  void on_eachEvent_isCounted() {
    meters.on(new RevocationEvent.ListTaken("file", "CN=CA", 3, Optional.empty()));
    meters.on(new RevocationEvent.ListRefused("file", "wrong signer"));
    meters.on(new RevocationEvent.FetchFailed("http://crl.example.com/", "silence"));
    assertEquals(1, registry.get("grapnel.revocation.lists.taken").counter().count());
    assertEquals(1, registry.get("grapnel.revocation.answers.refused").counter().count());
    assertEquals(1, registry.get("grapnel.revocation.fetches.failed").counter().count());
  }

  @Test
  void on_whatBecameOfChains_isCountedForEachAnchor() {
    meters.on(new RevocationEvent.AcceptedWithWarning(ONE, "stale"));
    meters.on(new RevocationEvent.AcceptedWithWarning(ONE, "stale"));
    meters.on(new RevocationEvent.AcceptedWithWarning(TWO, "stale"));
    meters.on(new RevocationEvent.Refused(TWO, false, "no CRL"));
    meters.on(new RevocationEvent.Refused(ONE, true, "revoked"));
    assertEquals(2, count("grapnel.revocation.accepted.with.warning", ONE));
    assertEquals(1, count("grapnel.revocation.accepted.with.warning", TWO));
    assertEquals(1, count("grapnel.revocation.unknown", TWO));
    assertEquals(1, count("grapnel.revocation.revoked", ONE));
  }

  private double count(String name, String trustAnchor) {
    return registry.get(name).tag("trust_anchor", trustAnchor).counter().count();
  }
}
