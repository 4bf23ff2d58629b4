/** Accounts, trust anchors, profiles and roles: an immutable snapshot to read, changes to keep. */
@NullMarked
package dev.grapnel.service.registry;

import org.jspecify.annotations.NullMarked;
