/**
 * Whether certificates are revoked: CRLs and OCSP responses, read, verified, indexed and asked.
 *
 * <p>A {@link dev.grapnel.service.revocation.RevocationList} is a CRL whose entries are indexed
 * once, however many there are. {@link dev.grapnel.service.revocation.CrlCheck} is RFC 5280 section
 * 6.3 over a set of them: the right signer, freshness, scope, indirect CRLs, deltas and reasons. An
 * engine: it imports no stage.
 */
@NullMarked
package dev.grapnel.service.revocation;

import org.jspecify.annotations.NullMarked;
