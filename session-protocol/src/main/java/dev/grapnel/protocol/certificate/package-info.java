/**
 * Certificates on their way in and out: PEM files, the {@code x-amz-x509} headers, DER. Sizes are
 * checked before anything else, the encodings are read strictly, and what a certificate says is not
 * looked at: a {@link dev.grapnel.protocol.certificate.DerCertificate} is one whole DER structure
 * within its limit, no more. What cannot be read is a {@link
 * dev.grapnel.protocol.certificate.MalformedCertificateException}.
 */
@NullMarked
package dev.grapnel.protocol.certificate;

import org.jspecify.annotations.NullMarked;
