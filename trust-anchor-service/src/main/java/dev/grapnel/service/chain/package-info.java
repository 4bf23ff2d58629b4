/**
 * The third stage: does the proven caller's certificate lead to the trust anchor that it names?
 *
 * <p>{@link dev.grapnel.service.chain.ChainVerifier} looks the anchor up in the registry's
 * snapshot, asks {@code path} for a path under RFC 5280 and the certificate rules of Roles Anywhere
 * ({@link dev.grapnel.service.chain.RolesAnywhereProfile}), and {@code revocation} whether it still
 * stands. What it passes is a {@link dev.grapnel.service.chain.TrustedChain}, which only this
 * package makes. A caller whose chain does not reach an anchor of the account learns nothing from a
 * refusal; one whose chain does learns why it is refused all the same.
 */
@NullMarked
package dev.grapnel.service.chain;

import org.jspecify.annotations.NullMarked;
