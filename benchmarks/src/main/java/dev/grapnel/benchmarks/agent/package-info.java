/**
 * The agent from outside, as its users meet it: processes started and timed, memory read from
 * {@code /proc}, requests sent over sockets.
 */
@NullMarked
package dev.grapnel.benchmarks.agent;

import org.jspecify.annotations.NullMarked;
