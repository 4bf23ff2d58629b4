/**
 * Support for the tests of every module (published as a test-jar): a settable clock, a small test
 * CA, readers for foreign vectors, and the scale at which counted tests run.
 */
@NullMarked
package dev.grapnel.testing;

import org.jspecify.annotations.NullMarked;
