package dev.grapnel.service.config;

import java.time.Duration;
import java.util.List;

/**
 * Who may be asked about revocation, and what counts where nobody answers.
 *
 * @param allowedHosts hosts, with a port where it is not the scheme's own, that certificates may
 *     send the service to for CRLs and OCSP
 * @param ocspFor ARNs of trust anchors whose certificates' OCSP responders are asked
 * @param acceptStaleFor ARNs of trust anchors under which a CRL past its time, or an answer that is
 *     missing, gives a warning instead of a refusal
 * @param crls CRLs from files and URLs, each {@code ARN=LOCATION}
 * @param refreshInterval how often what is fetched is asked for again, at the latest
 * @param connectTime for a connection to be made
 * @param totalTime for an answer to be there whole
 * @param maxWait how long a CreateSession may wait for what was never fetched before
 */
public record RevocationConfig(
    List<String> allowedHosts,
    List<String> ocspFor,
    List<String> acceptStaleFor,
    List<String> crls,
    Duration refreshInterval,
    Duration connectTime,
    Duration totalTime,
    Duration maxWait) {

  static RevocationConfig from(Section section) {
    RevocationConfig config =
        new RevocationConfig(
            section.list("allowed_hosts", List.of()),
            section.list("ocsp_for", List.of()),
            section.list("accept_stale_for", List.of()),
            section.list("crls", List.of()),
            section.duration(
                "refresh_interval",
                Duration.ofMinutes(10),
                Duration.ofSeconds(10),
                Duration.ofDays(7)),
            section.duration(
                "connect_time",
                Duration.ofSeconds(3),
                Duration.ofMillis(100),
                Duration.ofMinutes(1)),
            section.duration(
                "total_time",
                Duration.ofSeconds(15),
                Duration.ofMillis(100),
                Duration.ofMinutes(10)),
            section.duration("max_wait", Duration.ZERO, Duration.ZERO, Duration.ofSeconds(30)));
    if (!config.ocspFor().isEmpty() && config.allowedHosts().isEmpty()) {
      section.problem(
          "revocation.ocsp_for: nobody may be asked; name the responders in"
              + " revocation.allowed_hosts");
    }
    return config;
  }
}
