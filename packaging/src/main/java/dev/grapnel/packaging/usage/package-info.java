/**
 * Manual pages and shell completions, made from what the packaged programs themselves print as
 * their help: they cannot fall behind it.
 */
@NullMarked
package dev.grapnel.packaging.usage;

import org.jspecify.annotations.NullMarked;
