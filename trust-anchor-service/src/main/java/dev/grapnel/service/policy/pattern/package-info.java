/**
 * Texts of a policy as they are matched: wildcards, ARNs by their parts, and variables that stand
 * for values of the request. No regular expressions: a match costs time in proportion to the text
 * that is looked at (times one machine word per 64 characters of a long pattern), whatever the
 * pattern.
 *
 * <p>A value that a variable brings in is always literal: a {@code *} in a session's tag is a star,
 * never a wildcard.
 */
@NullMarked
package dev.grapnel.service.policy.pattern;

import org.jspecify.annotations.NullMarked;
