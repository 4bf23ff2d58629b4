/** RPM packages, written without rpmbuild and without root. */
@NullMarked
package dev.grapnel.packaging.rpm;

import org.jspecify.annotations.NullMarked;
