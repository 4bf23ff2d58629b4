/** Container images as OCI archives (OCI image specification 1.1), written without a daemon. */
@NullMarked
package dev.grapnel.packaging.oci;

import org.jspecify.annotations.NullMarked;
