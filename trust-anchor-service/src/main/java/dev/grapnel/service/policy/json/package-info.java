/**
 * Strict JSON for policies: sizes and depth limited before anything is kept, duplicate names
 * refused, and a JSON pointer (RFC 6901) with each complaint.
 */
@NullMarked
package dev.grapnel.service.policy.json;

import org.jspecify.annotations.NullMarked;
