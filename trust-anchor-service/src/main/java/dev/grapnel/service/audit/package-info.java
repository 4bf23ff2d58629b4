/** The append-only, HMAC-chained record of every decision. */
@NullMarked
package dev.grapnel.service.audit;

import org.jspecify.annotations.NullMarked;
