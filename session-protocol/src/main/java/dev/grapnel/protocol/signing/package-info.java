/**
 * How a request is signed and how a signature is checked: the canonical request, the string to
 * sign, the {@code Authorization} header and its presigned form, AWS Signature Version 4 with a
 * shared secret, and the {@code AWS4-X509-*} algorithms with a certificate's key.
 *
 * <p>Both sides start from the same parts: {@link dev.grapnel.protocol.signing.CanonicalRequest}
 * makes one text of all requests that mean the same, {@link
 * dev.grapnel.protocol.signing.StringToSign} binds it to an algorithm, a time and a {@link
 * dev.grapnel.protocol.signing.CredentialScope}. A client signs with {@link
 * dev.grapnel.protocol.signing.X509Signer} or {@link dev.grapnel.protocol.signing.SigV4Signer}; a
 * server reads an {@link dev.grapnel.protocol.signing.Authorization} or a {@link
 * dev.grapnel.protocol.signing.PresignedQuery}, rebuilds the string and compares. What cannot be
 * read is a {@link dev.grapnel.protocol.signing.MalformedRequestException}.
 *
 * <p>The JDK is all it needs, and little of that: a command that signs once must start quickly, so
 * there are no regular expressions, formatters, streams or lambdas here.
 */
@NullMarked
package dev.grapnel.protocol.signing;

import org.jspecify.annotations.NullMarked;
