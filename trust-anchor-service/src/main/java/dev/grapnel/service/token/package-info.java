/** The key ring, and session claims sealed into and opened from session tokens. */
@NullMarked
package dev.grapnel.service.token;

import org.jspecify.annotations.NullMarked;
