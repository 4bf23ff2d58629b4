/**
 * Amazon Resource Names: one record and one strict parser. An ARN that cannot be parsed is an
 * {@link dev.grapnel.protocol.arn.InvalidArnException} that says which part is wrong.
 */
@NullMarked
package dev.grapnel.protocol.arn;

import org.jspecify.annotations.NullMarked;
