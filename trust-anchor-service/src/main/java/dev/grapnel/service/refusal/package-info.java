/** Refusals as values: what the caller is told and what the audit trail is told. */
@NullMarked
package dev.grapnel.service.refusal;

import org.jspecify.annotations.NullMarked;
