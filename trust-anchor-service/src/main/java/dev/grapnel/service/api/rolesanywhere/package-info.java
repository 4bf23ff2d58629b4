/**
 * The Roles Anywhere control plane's 30 operations (API 2018-05-10), a class for each family: what
 * is read, which permission it needs, what is asked of the registry, how the answer looks.
 *
 * <p>Limits, patterns and statuses are those of the service's model; what exists, what is unique
 * and how many there may be is the registry's to know.
 */
@NullMarked
package dev.grapnel.service.api.rolesanywhere;

import org.jspecify.annotations.NullMarked;
