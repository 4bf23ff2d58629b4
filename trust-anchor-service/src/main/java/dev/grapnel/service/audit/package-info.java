/**
 * The append-only, HMAC-chained record of every decision.
 *
 * <p>A folder holds one replica's trail: {@code audit-00000001.jsonl} and on, one JSON record a
 * line in the shape of CloudTrail's, each ending in the replica's id, a sequence number and a MAC
 * over the record and the MAC before it. {@link dev.grapnel.service.audit.FileAuditTrail} writes it
 * (records are on disk before {@code record} returns), {@link
 * dev.grapnel.service.audit.TrailVerifier} checks it, {@link dev.grapnel.service.audit.TrailSearch}
 * finds records in it. Signed checkpoints, kept elsewhere ({@link
 * dev.grapnel.service.audit.CheckpointStore}), tell a cut trail from a short one. Beside it, {@code
 * unproven-*.jsonl} hold samples of refusals before proof, within a share of the disk of their own,
 * the oldest dropped first.
 */
@NullMarked
package dev.grapnel.service.audit;

import org.jspecify.annotations.NullMarked;
