/** What the agent's tests share: a service that records, identities on disk, a runnable tree. */
@NullMarked
package dev.grapnel.agent.testing;

import org.jspecify.annotations.NullMarked;
