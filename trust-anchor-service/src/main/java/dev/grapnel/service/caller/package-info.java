/**
 * Who signed a control-plane, IAM or STS call, and what they may do.
 *
 * <p>{@link dev.grapnel.service.caller.CallerAuthentication} turns a call that is signed with AWS
 * Signature Version 4, in a header or as a presigned query, into an {@link
 * dev.grapnel.service.caller.AuthenticatedCaller}, which nobody else can make: an account's root or
 * a role's session. {@link dev.grapnel.service.caller.CallerPermissions} says whether that caller
 * may do something: root all in its account, a session what its role's inline policies allow and
 * its session policies leave.
 */
@NullMarked
package dev.grapnel.service.caller;

import org.jspecify.annotations.NullMarked;
