/**
 * The operations of the control plane upon the registry: one class for each family, made together
 * by {@link dev.grapnel.service.registry.control.ControlPlane}. Each operation names the account
 * whose resources it is about, holds the limits of the Roles Anywhere and IAM models, and answers
 * with the value or the refusal. Who may call is for the caller of this package to know.
 */
@NullMarked
package dev.grapnel.service.registry.control;

import org.jspecify.annotations.NullMarked;
