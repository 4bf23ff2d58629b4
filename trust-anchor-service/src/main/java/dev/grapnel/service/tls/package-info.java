/**
 * The server's own TLS identity: a local CA and a certificate made at first start and renewed in
 * time, or the operator's files.
 */
@NullMarked
package dev.grapnel.service.tls;

import org.jspecify.annotations.NullMarked;
