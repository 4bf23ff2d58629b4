/**
 * CreateSession's messages: the request as a client writes it and a server reads it, the response
 * and the error the other way round. Bodies have a size limit that is checked first; JSON is read
 * strictly (no member twice, no wrong type) and members that are not known are ignored. What cannot
 * be read is a {@link dev.grapnel.protocol.session.MalformedSessionException}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/rolesanywhere/latest/userguide/authentication-create-session.html">AWS:
 *     the CreateSession API</a>
 */
@NullMarked
package dev.grapnel.protocol.session;

import org.jspecify.annotations.NullMarked;
