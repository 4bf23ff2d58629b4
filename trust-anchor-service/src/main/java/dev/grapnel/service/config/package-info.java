/**
 * What the operator decides: a TOML file, environment variables and flags, read once into records.
 *
 * <p>Each feature has a record of its own with a {@code from(Section)} that names its keys, their
 * defaults and their bounds; {@link dev.grapnel.service.config.ServiceConfig} lists them. A key
 * {@code section.name} is also the environment variable {@code GRAPNEL_SECTION_NAME} and the flag
 * {@code --set section.name=VALUE}; a flag wins over the environment, the environment over the
 * file. All mistakes are reported together, unknown keys among them. To add a setting, read it in
 * its record and describe it in docs/configuration.md: a test compares the two.
 */
@NullMarked
package dev.grapnel.service.config;

import org.jspecify.annotations.NullMarked;
