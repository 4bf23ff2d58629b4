/**
 * The key ring, and session claims sealed into and opened from session tokens.
 *
 * <p>{@link dev.grapnel.service.token.RingKeeper} keeps the ring; {@link
 * dev.grapnel.service.token.SessionSealer} seals (for the {@code credential} package alone), {@link
 * dev.grapnel.service.token.SessionOpener} opens, {@link dev.grapnel.service.token.PageTokens}
 * seals places in listings, and {@link dev.grapnel.service.token.KeyWrap} encrypts what the store
 * keeps under the master key.
 *
 * <p>The parts of temporary credentials belong together: the secret access key is an HMAC of the
 * access key id under a ring key, and the access key id is associated data of the session token's
 * AES-256-GCM seal and goes into its key. Parts of two sessions never combine.
 */
@NullMarked
package dev.grapnel.service.token;

import org.jspecify.annotations.NullMarked;
