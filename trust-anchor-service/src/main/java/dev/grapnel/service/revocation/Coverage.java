package dev.grapnel.service.revocation;

/** For which certificates the status must be known. */
public enum Coverage {
  /** For those that a CRL at hand speaks of: nobody has to have CRLs, and who has is obeyed. */
  WHERE_KNOWN,
  /** For each certificate, by CRLs whose scope matches it to the letter of RFC 5280 section 6.3. */
  EVERYWHERE
}
