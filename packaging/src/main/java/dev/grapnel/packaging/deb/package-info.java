/**
 * Debian packages, written without dpkg and without root (deb(5), Debian Policy chapters 3 to 6).
 */
@NullMarked
package dev.grapnel.packaging.deb;

import org.jspecify.annotations.NullMarked;
