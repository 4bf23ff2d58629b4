/**
 * The fourth stage: may this trusted chain take this role under this profile, as whom, and for how
 * long? Looks only at the registry's read view and asks the policy engine. Its answer is a {@link
 * dev.grapnel.service.grant.GrantedSession}, which only this package makes, or a refusal that tells
 * the proven caller what to fix.
 */
@NullMarked
package dev.grapnel.service.grant;

import org.jspecify.annotations.NullMarked;
