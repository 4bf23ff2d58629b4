/**
 * The ways by which credentials are handed out. Every answer comes from memory ({@link
 * dev.grapnel.agent.outlet.Served}); none waits for the service. The HTTP outlets stand on the
 * JDK's own server: see docs/decisions for figures.
 */
@NullMarked
package dev.grapnel.agent.outlet;

import org.jspecify.annotations.NullMarked;
