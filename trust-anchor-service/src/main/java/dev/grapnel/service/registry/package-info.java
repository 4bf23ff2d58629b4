/**
 * Accounts, trust anchors, profiles, CRLs and roles: an immutable snapshot to read, changes to
 * keep.
 *
 * <p>{@link dev.grapnel.service.registry.Registry} holds the {@link
 * dev.grapnel.service.registry.Snapshot} behind one volatile field. A change runs within one
 * transaction of the {@link dev.grapnel.service.registry.RegistryStore}, of which there is one at a
 * time across all processes on a store; it returns when it is on disk and in the snapshot. The
 * operations themselves are in {@code control}.
 */
@NullMarked
package dev.grapnel.service.registry;

import org.jspecify.annotations.NullMarked;
