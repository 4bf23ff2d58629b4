/**
 * Tests of the assembled tree (classes named {@code *IT}, run after {@code package}): the programs
 * as processes, driven by the tools that users have.
 */
@NullMarked
package dev.grapnel.packaging;

import org.jspecify.annotations.NullMarked;
