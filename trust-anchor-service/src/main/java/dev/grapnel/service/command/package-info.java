/**
 * The commands of {@code trust-anchor-service} other than {@code serve}: one class each, thin over
 * the packages that do the work.
 */
@NullMarked
package dev.grapnel.service.command;

import org.jspecify.annotations.NullMarked;
