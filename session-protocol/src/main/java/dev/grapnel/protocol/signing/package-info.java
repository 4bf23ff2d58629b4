/** Canonical requests, SigV4 and the AWS4-X509 algorithms, and the Authorization header. */
@NullMarked
package dev.grapnel.protocol.signing;

import org.jspecify.annotations.NullMarked;
