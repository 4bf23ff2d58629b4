/**
 * Commands of {@code trust-anchor-service} for an operator at a terminal: {@code explain} and
 * {@code lint}. Exit codes are those of the whole program: 0 done (for {@code explain}: allowed), 1
 * refused or failed, 2 wrong usage.
 */
@NullMarked
package dev.grapnel.service.command;

import org.jspecify.annotations.NullMarked;
