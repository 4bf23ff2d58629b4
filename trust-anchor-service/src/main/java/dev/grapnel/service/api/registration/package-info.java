/** What must be true of documents before the registry keeps them: policies, certificates, CRLs. */
@NullMarked
package dev.grapnel.service.api.registration;

import org.jspecify.annotations.NullMarked;
