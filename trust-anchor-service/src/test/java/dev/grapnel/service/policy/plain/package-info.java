/**
 * A second evaluator of policies, slow and written from the documentation alone, against which the
 * compiled one is held; and random policies and requests for both.
 */
@NullMarked
package dev.grapnel.service.policy.plain;

import org.jspecify.annotations.NullMarked;
