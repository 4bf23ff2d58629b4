/**
 * Certificate fields as session tags: what a profile's attribute mappings take from a leaf
 * certificate's subject, issuer and subject alternative name.
 *
 * <p>{@link dev.grapnel.service.mapping.CertificateAttributes} gives {@code x509Subject/CN}, {@code
 * x509SAN/DNS} and the rest by key, each with the first value that the certificate has, raw: trust
 * policies must see everything, so whether a value is legal as a session tag is for others to
 * judge.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/rolesanywhere/latest/userguide/attribute-mapping.html">AWS:
 *     certificate attribute mapping</a>
 */
@NullMarked
package dev.grapnel.service.mapping;

import org.jspecify.annotations.NullMarked;
