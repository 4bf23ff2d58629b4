/** The daemon's configuration: TOML in, validated records out, every error at once. */
@NullMarked
package dev.grapnel.agent.config;

import org.jspecify.annotations.NullMarked;
