/**
 * X.509 structures as values: certificates, names, name forms and constraints, read strictly from
 * DER within named limits.
 *
 * <p>{@link dev.grapnel.service.x509.DerReader} is the one reader of DER; it walks bytes in place
 * and never recurses, so hostile nesting costs nothing. {@link
 * dev.grapnel.service.x509.ParsedCertificate} is a certificate of RFC 5280 section 4 with every
 * extension that path validation looks at already decoded; what cannot be decoded is a {@link
 * dev.grapnel.service.x509.MalformedX509Exception}. Names compare by RFC 5280 section 7.1. Nothing
 * here judges: whether a certificate is to be believed is decided in {@code path}. This package
 * imports no stage; whoever reads certificates may use it.
 */
@NullMarked
package dev.grapnel.service.x509;

import org.jspecify.annotations.NullMarked;
