/**
 * Credentials and how long they are good: when to refresh them, and the cache that the calls of one
 * user share.
 *
 * <p>The cache of {@code credential-process} is a folder, {@code $XDG_RUNTIME_DIR/grapnel-agent} or
 * {@code ~/.cache/grapnel-agent}, mode 0700, of entries, mode 0600, one a request. The launcher, a
 * POSIX shell script, answers from an entry without starting a JVM. An entry is lines of text:
 *
 * <pre>
 * grapnel-agent cache 1
 * the request: its arguments and what of the environment matters, joined by tabs
 * the working directory, if a path of the request is relative; else empty
 * the second of the epoch until which the entry serves
 * for each file that was read: mode, owner, inode, size and time of change, as stat -c '%f %u %i %s %Y' has it
 *   and on the next line its absolute path
 * .
 * the answer
 * </pre>
 *
 * <p>The name of an entry begins with the request's length, so that the shell finds it without a
 * hash. The time of change of the entry is the moment before the first of its files was read: a
 * file that changed later is newer. Entries are replaced by rename and read without a lock; one
 * lock (an advisory lock of {@link java.nio.channels.FileChannel}) makes sure that of many
 * processes one asks the service.
 */
@NullMarked
package dev.grapnel.agent.credential;

import org.jspecify.annotations.NullMarked;
