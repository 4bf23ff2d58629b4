package dev.grapnel.protocol.signing;

import dev.grapnel.protocol.secret.SecretValue;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Signs requests with AWS Signature Version 4, in the header or as a presigned query. */
public final class SigV4Signer {
  private final String accessKeyId;
  private final SecretValue secretAccessKey;
  private final @Nullable String sessionToken;
  private final String region;
  private final String service;

  /** A signer with long-term credentials ({@code sessionToken} null) or a session's. */
  public SigV4Signer(
      String accessKeyId,
      SecretValue secretAccessKey,
      @Nullable String sessionToken,
      String region,
      String service) {
    this.accessKeyId = accessKeyId;
    this.secretAccessKey = secretAccessKey;
    this.sessionToken = sessionToken;
    this.region = region;
    this.service = service;
  }

  /**
   * The request's headers with {@code x-amz-date}, {@code x-amz-security-token} (with a session)
   * and {@code authorization} added. Every header of the request is signed.
   */
  public Headers sign(SignableRequest request, AmzDate date) throws MalformedRequestException {
    SignableRequest whole = request.withHeader("x-amz-date", date.toString());
    if (sessionToken != null) {
      whole = whole.withHeader("x-amz-security-token", sessionToken);
    }
    CredentialScope scope = CredentialScope.of(date, region, service);
    List<String> names = whole.headerNames();
    Authorization authorization =
        new Authorization(
            SigningAlgorithm.HMAC_SHA256,
            accessKeyId,
            scope,
            names,
            signature(whole, names, date, scope));
    return whole.headers().with("authorization", authorization.headerValue());
  }

  /** The request's query with the presigned form's parameters added. Every header is signed. */
  public QueryString presign(SignableRequest request, AmzDate date, Duration validFor)
      throws MalformedRequestException {
    CredentialScope scope = CredentialScope.of(date, region, service);
    List<String> names = request.headerNames();
    QueryString query =
        request
            .query()
            .with(PresignedQuery.ALGORITHM, SigningAlgorithm.HMAC_SHA256.wireName())
            .with(PresignedQuery.CREDENTIAL, accessKeyId + '/' + scope)
            .with(PresignedQuery.DATE, date.toString())
            .with(PresignedQuery.EXPIRES, Long.toString(validFor.toSeconds()))
            .with(PresignedQuery.SIGNED_HEADERS, SignedHeaderNames.join(names));
    if (sessionToken != null) {
      query = query.with(PresignedQuery.SECURITY_TOKEN, sessionToken);
    }
    String signature = signature(request.withQuery(query), names, date, scope);
    return query.with(PresignedQuery.SIGNATURE, signature);
  }

  private String signature(
      SignableRequest request, List<String> names, AmzDate date, CredentialScope scope)
      throws MalformedRequestException {
    StringToSign text =
        StringToSign.of(
            SigningAlgorithm.HMAC_SHA256, date, scope, CanonicalRequest.of(request, names));
    return SigV4Key.derive(secretAccessKey, scope).sign(text);
  }
}
