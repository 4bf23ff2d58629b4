package dev.grapnel.service.registry;

/** The kinds of things that an account registers. */
public enum ResourceKind {
  TRUST_ANCHOR("trust-anchor", "trust anchor"),
  PROFILE("profile", "profile"),
  CRL("crl", "CRL"),
  ROLE("role", "role");

  private final String arnType;
  private final String label;

  ResourceKind(String arnType, String label) {
    this.arnType = arnType;
    this.label = label;
  }

  /** The resource type in ARNs, which is also the kind's name in the store. */
  public String arnType() {
    return arnType;
  }

  /** What messages call it. */
  public String label() {
    return label;
  }
}
