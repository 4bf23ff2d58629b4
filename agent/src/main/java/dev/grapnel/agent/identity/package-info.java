/**
 * Who the workload is: a certificate, the certificates that lead from it to a trust anchor, and the
 * private key, wherever it is kept. A {@link dev.grapnel.agent.identity.KeySource} says where they
 * are, {@link dev.grapnel.agent.identity.IdentityReader} reads them into a {@link
 * dev.grapnel.agent.identity.WorkloadIdentity}, whose key and certificate belong together: a pair
 * that is half replaced on disk never becomes one.
 */
@NullMarked
package dev.grapnel.agent.identity;

import org.jspecify.annotations.NullMarked;
