/**
 * The one API address: which operation a request is for, and how its answer or refusal looks on the
 * wire.
 *
 * <p>{@link dev.grapnel.service.api.ApiHandler} sends a request to CreateSession, to the query
 * protocol ({@code /}: IAM and STS) or to the Roles Anywhere REST protocol. A control-plane call
 * goes through {@link dev.grapnel.service.api.CallPipeline}: authenticate, read, authorise, do,
 * audit. {@link dev.grapnel.service.api.WireError} is where a {@code Denial} becomes a status and a
 * code.
 */
@NullMarked
package dev.grapnel.service.api;

import org.jspecify.annotations.NullMarked;
