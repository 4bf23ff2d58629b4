/**
 * Load runs and micro-benchmarks; built, never shipped. {@code benchmarks/create-session} starts
 * the assembled service and measures its CPU time from outside; {@code benchmarks/jmh PATTERN} runs
 * the JMH classes whose names match. What was measured stands in {@code docs/benchmarks.md}.
 */
@NullMarked
package dev.grapnel.benchmarks;

import org.jspecify.annotations.NullMarked;
