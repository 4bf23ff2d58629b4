/**
 * Bytes to request records and response records to bytes; the only package that knows Netty.
 *
 * <p>{@link dev.grapnel.service.http.HttpServer} listens on one address, with or without TLS, and
 * speaks HTTP/1.1 and (over TLS, by ALPN) HTTP/2. Whatever is wrong with a request's form is
 * answered here ({@link dev.grapnel.service.http.EdgeFault}); whatever is well formed and within
 * {@link dev.grapnel.service.http.HttpLimits} reaches the {@link
 * dev.grapnel.service.http.HttpHandler}, whole, on a virtual thread. {@code ConnectionPipeline} is
 * where a connection's handlers are put together; the HTTP/1.1 head is parsed by {@code
 * MessageHead}, strictly, because two readings of one message are how requests are smuggled.
 */
@NullMarked
package dev.grapnel.service.http;

import org.jspecify.annotations.NullMarked;
