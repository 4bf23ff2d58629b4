/**
 * The last stage: temporary credentials for a granted session, sealed by {@code token}. The only
 * package that holds the sealer, and it seals nothing but a {@link
 * dev.grapnel.service.grant.GrantedSession}.
 */
@NullMarked
package dev.grapnel.service.credential;

import org.jspecify.annotations.NullMarked;
