/** The second address: whether the process lives, whether it should be sent work, its metrics. */
@NullMarked
package dev.grapnel.service.management;

import org.jspecify.annotations.NullMarked;
