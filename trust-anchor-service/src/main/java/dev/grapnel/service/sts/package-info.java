/** STS over the query protocol: who is calling. */
@NullMarked
package dev.grapnel.service.sts;

import org.jspecify.annotations.NullMarked;
