/**
 * What both programs tell the service manager that started them: that they are ready, alive,
 * reloading or stopping. Where no manager listens, nothing happens. And what they are told:
 * signals.
 */
@NullMarked
package dev.grapnel.protocol.supervision;

import org.jspecify.annotations.NullMarked;
