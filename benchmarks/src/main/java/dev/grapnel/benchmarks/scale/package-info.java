/** What a registry of tens of thousands of entries costs beside one of ten. */
@NullMarked
package dev.grapnel.benchmarks.scale;

import org.jspecify.annotations.NullMarked;
