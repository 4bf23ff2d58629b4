/**
 * The role part of IAM over the query protocol (API 2010-05-08): roles, their trust policies, their
 * inline policies and their tags.
 *
 * <p>What IAM has beyond that (managed policies, permissions boundaries, instance profiles) does
 * not exist here: asking for it to be set is refused, listing it gives nothing.
 */
@NullMarked
package dev.grapnel.service.iam;

import org.jspecify.annotations.NullMarked;
