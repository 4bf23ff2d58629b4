/** Bytes to request records and response records to bytes; the only package that knows Netty. */
@NullMarked
package dev.grapnel.service.http;

import org.jspecify.annotations.NullMarked;
