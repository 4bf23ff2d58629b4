package dev.grapnel.service.revocation;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts and logs what happens to CRLs and OCSP answers. Thread-safe. */
public final class RevocationMeters implements RevocationListener {
  private static final Logger LOG = LoggerFactory.getLogger(RevocationMeters.class);

  private static final int MAX_LOGGED = 1_000;

  private final Counter taken;
  private final Counter refused;
  private final Counter failed;
  private final MeterRegistry meters;

  /** Warnings that have been logged: each session counts, but each warning is logged once. */
  private final Set<RevocationEvent> logged = ConcurrentHashMap.newKeySet();

  public RevocationMeters(MeterRegistry meters) {
    this.meters = meters;
    taken = counter(meters, "grapnel.revocation.lists.taken", "CRLs that took effect");
    refused =
        counter(
            meters,
            "grapnel.revocation.answers.refused",
            "CRLs and OCSP answers that were not taken: unreadable, wrong signer, too old");
    failed =
        counter(
            meters, "grapnel.revocation.fetches.failed", "CRL servers and responders that failed");
  }

  private static Counter counter(MeterRegistry meters, String name, String description) {
    return Counter.builder(name).description(description).register(meters);
  }

  @Override
  public void on(RevocationEvent event) {
    switch (event) {
      case RevocationEvent.ListTaken list -> {
        taken.increment();
        LOG.info(
            "CRL of {} from {} is in effect: {} entries, next one due {}",
            list.issuer(),
            list.source(),
            list.entries(),
            list.nextUpdate().map(Object::toString).orElse("(it does not say)"));
      }
      case RevocationEvent.ListRefused(String source, String reason) -> {
        refused.increment();
        LOG.warn("what came from {} is not taken: {}", source, reason);
      }
      case RevocationEvent.FetchFailed(String url, String reason) -> {
        failed.increment();
        LOG.warn("{} failed: {}", url, reason);
      }
      case RevocationEvent.AcceptedWithWarning(String trustAnchor, String warning) -> {
        ofAnchor(
                "grapnel.revocation.accepted.with.warning",
                "chains accepted without fresh knowledge, as a trust anchor's setting allows",
                trustAnchor)
            .increment();
        if (isNew(event)) {
          LOG.warn("accepted under {} all the same: {}", trustAnchor, warning);
        }
      }
      case RevocationEvent.Refused(String trustAnchor, boolean revoked, String reason) -> {
        if (revoked) {
          ofAnchor("grapnel.revocation.revoked", "chains refused as revoked", trustAnchor)
              .increment();
          return;
        }
        ofAnchor(
                "grapnel.revocation.unknown",
                "chains refused since it could not be told whether they are revoked",
                trustAnchor)
            .increment();
        if (isNew(event)) {
          LOG.warn("refused under {}: {}", trustAnchor, reason);
        }
      }
    }
  }

  private boolean isNew(RevocationEvent event) {
    if (logged.size() >= MAX_LOGGED) {
      logged.clear();
    }
    return logged.add(event);
  }

  /** Only anchors that are registered are counted by, so there are no more than of those. */
  private Counter ofAnchor(String name, String description, String trustAnchor) {
    return Counter.builder(name)
        .description(description)
        .tag("trust_anchor", trustAnchor)
        .register(meters);
  }
}
