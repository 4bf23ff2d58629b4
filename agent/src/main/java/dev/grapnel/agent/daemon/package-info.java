/**
 * The long-running agent: several profiles, each with its refresher and its outlets, and what
 * supervises them (logs, metrics, health, the service manager, signals). {@link
 * dev.grapnel.agent.daemon.Daemon} starts and stops the parts.
 */
@NullMarked
package dev.grapnel.agent.daemon;

import org.jspecify.annotations.NullMarked;
