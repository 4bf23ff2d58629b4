package dev.grapnel.service.revocation;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts and logs what happens to CRLs and OCSP answers. Thread-safe. */
public final class RevocationMeters implements RevocationListener {
  private static final Logger LOG = LoggerFactory.getLogger(RevocationMeters.class);

  private final Counter taken;
  private final Counter refused;
  private final Counter failed;
  private final Counter warned;

  public RevocationMeters(MeterRegistry meters) {
    taken = counter(meters, "grapnel.revocation.lists.taken", "CRLs that took effect");
    refused =
        counter(
            meters,
            "grapnel.revocation.answers.refused",
            "CRLs and OCSP answers that were not taken: unreadable, wrong signer, too old");
    failed =
        counter(
            meters, "grapnel.revocation.fetches.failed", "CRL servers and responders that failed");
    warned =
        counter(
            meters,
            "grapnel.revocation.accepted.with.warning",
            "chains accepted without fresh knowledge, as a trust anchor's setting allows");
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
        warned.increment();
        LOG.warn("accepted under {} all the same: {}", trustAnchor, warning);
      }
    }
  }
}
