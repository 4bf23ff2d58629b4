/**
 * What is told to the person at the terminal, or read from the log of whoever called: one line that
 * says what is wrong, one that says what to do. Neither ever holds a secret.
 */
@NullMarked
package dev.grapnel.agent.problem;

import org.jspecify.annotations.NullMarked;
