/**
 * Secrets in memory: bytes that print as {@code <redacted>} and compare in constant time. Keep a
 * secret in a {@link dev.grapnel.protocol.secret.SecretValue} from the edge where it is read to the
 * call that needs its bytes, {@link dev.grapnel.protocol.secret.SecretValue#reveal()}.
 */
@NullMarked
package dev.grapnel.protocol.secret;

import org.jspecify.annotations.NullMarked;
