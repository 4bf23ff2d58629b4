/**
 * The policy language of AWS IAM: documents are parsed strictly and compiled once ({@link
 * dev.grapnel.service.policy.Policy}), a request is described by a {@link
 * dev.grapnel.service.policy.RequestContext}, and {@link dev.grapnel.service.policy.Authorizer}
 * decides as AWS decides: explicit deny, resource policies, identity policies, permissions
 * boundary, session policies. A {@link dev.grapnel.service.policy.Decision} says which statements
 * decided it and, when asked, explains what would have to change.
 *
 * <p>The package knows nothing of requests on the wire, of stores or of clocks: whoever asks fills
 * the condition keys. A key that is not filled is absent, by AWS's rule, and never guessed. Nothing
 * in a document is ever ignored: what is not understood is a {@link
 * dev.grapnel.service.policy.MalformedPolicyException}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html">AWS:
 *     policy evaluation logic</a>
 */
@NullMarked
package dev.grapnel.service.policy;

import org.jspecify.annotations.NullMarked;
