/** A SigV4-signed request to an authenticated caller: an account's root or a role's session. */
@NullMarked
package dev.grapnel.service.caller;

import org.jspecify.annotations.NullMarked;
