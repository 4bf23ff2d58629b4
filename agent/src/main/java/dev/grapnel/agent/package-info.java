/** The program's main class, which wires the parts by hand. */
@NullMarked
package dev.grapnel.agent;

import org.jspecify.annotations.NullMarked;
