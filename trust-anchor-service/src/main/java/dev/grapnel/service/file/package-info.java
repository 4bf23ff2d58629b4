/** Files that only this user reads, written whole or not at all. */
@NullMarked
package dev.grapnel.service.file;

import org.jspecify.annotations.NullMarked;
