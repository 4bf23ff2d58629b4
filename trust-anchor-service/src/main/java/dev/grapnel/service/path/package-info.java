/**
 * Certification paths: RFC 5280 section 6 within bounds.
 *
 * <p>{@link dev.grapnel.service.path.PathValidator} takes a {@link
 * dev.grapnel.service.path.PathQuery} (a leaf, certificates that may lead from it to an anchor, the
 * anchors, and everything that a verdict depends on) and answers with an accepted path or a {@link
 * dev.grapnel.service.path.Refusal}: which rule, of which section, broken by which certificate, and
 * what to do. It looks for paths by names alone, refuses what can be refused without arithmetic,
 * and verifies signatures from the anchor downwards, so that a chain that does not reach an anchor
 * costs none. Everything that input could make long is paid from one {@link
 * dev.grapnel.service.path.WorkBudget}. Keys and signatures, further rules for certificates, and
 * revocation are asked for through interfaces. An engine: it imports no stage, and knows nothing of
 * requests.
 */
@NullMarked
package dev.grapnel.service.path;

import org.jspecify.annotations.NullMarked;
