/** The program's main class, which wires the parts by hand. */
@NullMarked
package dev.grapnel.service;

import org.jspecify.annotations.NullMarked;
