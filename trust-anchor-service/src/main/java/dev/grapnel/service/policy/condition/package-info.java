/**
 * The conditions of a policy: the 27 operators, {@code IfExists}, the set qualifiers, and the typed
 * values that they compare (texts, numbers, dates, truth values, bytes, networks, ARNs).
 *
 * <p>A condition is compiled once, from one operator, one key and its values, and then asked with
 * the keys of a request. A key that is absent is absent: a positive operator is then false, a
 * negated one true.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html">AWS:
 *     condition operators</a>
 */
@NullMarked
package dev.grapnel.service.policy.condition;

import org.jspecify.annotations.NullMarked;
