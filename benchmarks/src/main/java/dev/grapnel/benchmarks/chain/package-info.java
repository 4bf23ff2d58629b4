/** Paths and revocation: what a chain costs, good, hostile, and with many anchors or entries. */
@NullMarked
package dev.grapnel.benchmarks.chain;

import org.jspecify.annotations.NullMarked;
