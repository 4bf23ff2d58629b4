/**
 * Asks the service for a session: where it is, how to reach it, what to sign, when to try again,
 * and what its refusals mean. Failures are values ({@link
 * dev.grapnel.agent.session.SessionFailure}).
 *
 * <p>HTTP is spoken through the JDK's {@link java.net.HttpURLConnection}: {@code java.net.http}
 * takes several times as long to start, and one call of {@code credential-process} makes one
 * request.
 */
@NullMarked
package dev.grapnel.agent.session;

import org.jspecify.annotations.NullMarked;
