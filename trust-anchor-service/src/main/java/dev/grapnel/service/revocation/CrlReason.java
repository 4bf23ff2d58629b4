package dev.grapnel.service.revocation;

/** Why a certificate was revoked (RFC 5280 section 5.3.1). */
public enum CrlReason {
  UNSPECIFIED(0),
  KEY_COMPROMISE(1),
  CA_COMPROMISE(2),
  AFFILIATION_CHANGED(3),
  SUPERSEDED(4),
  CESSATION_OF_OPERATION(5),
  CERTIFICATE_HOLD(6),
  REMOVE_FROM_CRL(8),
  PRIVILEGE_WITHDRAWN(9),
  AA_COMPROMISE(10);

  private final int code;

  CrlReason(int code) {
    this.code = code;
  }

  /** The reason of that code; an unknown code counts as unspecified: it is revoked all the same. */
  static CrlReason of(int code) {
    for (CrlReason reason : values()) {
      if (reason.code == code) {
        return reason;
      }
    }
    return UNSPECIFIED;
  }
}
