/**
 * Where everything is kept: SQLite in the data folder, or PostgreSQL for any number of replicas,
 * behind {@link dev.grapnel.service.store.Engine}.
 *
 * <p>{@link dev.grapnel.service.store.Store} opens one, brings its schema up to date and hands out
 * what the other packages keep: the registry, the key ring, subjects, secrets, checkpoints. What a
 * call has acknowledged is on disk. An {@link java.io.IOException} says that the engine could not
 * do it now.
 */
@NullMarked
package dev.grapnel.service.store;

import org.jspecify.annotations.NullMarked;
