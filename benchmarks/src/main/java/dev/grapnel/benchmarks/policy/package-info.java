/** How long decisions by policies take. */
@NullMarked
package dev.grapnel.benchmarks.policy;

import org.jspecify.annotations.NullMarked;
