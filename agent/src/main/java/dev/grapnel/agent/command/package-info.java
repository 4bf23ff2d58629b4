/**
 * The commands of {@code grapnel-agent}: their options, what they print, their exit codes (0 done,
 * 1 refused or failed, 2 wrong usage). The parser is our own and small, because a call of {@code
 * credential-process} that needs the service spends most of its time loading classes.
 */
@NullMarked
package dev.grapnel.agent.command;

import org.jspecify.annotations.NullMarked;
