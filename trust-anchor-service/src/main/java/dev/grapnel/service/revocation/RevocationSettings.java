package dev.grapnel.service.revocation;

import dev.grapnel.protocol.arn.Arn;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What an operator may set of revocation, beside what the registry has for each trust anchor.
 *
 * @param allowedHosts the hosts, with a port where it is not the scheme's own, that certificates
 *     may send us to for CRLs and OCSP; nobody else is asked
 * @param ocspFor the trust anchors whose certificates' OCSP responders are asked
 * @param acceptStaleFor the trust anchors under which missing fresh knowledge is no refusal
 * @param crls CRLs from files and URLs that the operator names
 */
public record RevocationSettings(
    Set<String> allowedHosts,
    Set<Arn> ocspFor,
    Set<Arn> acceptStaleFor,
    List<ConfiguredCrl> crls,
    FetchSettings fetch) {
  /** Imported CRLs only. */
  public static final RevocationSettings NONE =
      new RevocationSettings(Set.of(), Set.of(), Set.of(), List.of(), FetchSettings.DEFAULT);

  /**
   * A CRL that the configuration names.
   *
   * @param location a file, or an {@code http} or {@code https} URL
   */
  public record ConfiguredCrl(Arn trustAnchor, String location) {}

  public RevocationSettings {
    allowedHosts = Set.copyOf(allowedHosts.stream().map(h -> h.toLowerCase(Locale.ROOT)).toList());
    ocspFor = Set.copyOf(ocspFor);
    acceptStaleFor = Set.copyOf(acceptStaleFor);
    crls = List.copyOf(crls);
  }

  StaleRule staleRule(Arn trustAnchor) {
    return acceptStaleFor.contains(trustAnchor) ? StaleRule.ACCEPT_WITH_WARNING : StaleRule.REFUSE;
  }
}
