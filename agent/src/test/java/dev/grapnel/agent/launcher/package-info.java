/** The shell launcher, driven as users do. */
@NullMarked
package dev.grapnel.agent.launcher;

import org.jspecify.annotations.NullMarked;
