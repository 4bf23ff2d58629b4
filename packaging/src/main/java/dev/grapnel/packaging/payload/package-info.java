/**
 * What a package installs, told once: {@link dev.grapnel.packaging.payload.Payload} lists folders,
 * files and links with modes and owners; {@code deb}, {@code rpm} and {@code oci} write it down in
 * their formats.
 */
@NullMarked
package dev.grapnel.packaging.payload;

import org.jspecify.annotations.NullMarked;
