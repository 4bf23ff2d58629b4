/**
 * The AWS query protocol, whatever the operations are: a form in, XML out.
 *
 * <p>A service is found by {@code Version}, an operation by {@code Action}. A parameter twice is
 * refused; one that the operation does not know is ignored.
 */
@NullMarked
package dev.grapnel.service.api.query;

import org.jspecify.annotations.NullMarked;
