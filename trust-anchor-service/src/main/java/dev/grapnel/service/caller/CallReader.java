package dev.grapnel.service.caller;

import dev.grapnel.protocol.signing.AmzDate;
import dev.grapnel.protocol.signing.Authorization;
import dev.grapnel.protocol.signing.Headers;
import dev.grapnel.protocol.signing.MalformedRequestException;
import dev.grapnel.protocol.signing.PresignedQuery;
import dev.grapnel.protocol.signing.QueryString;
import dev.grapnel.protocol.signing.SignableRequest;
import dev.grapnel.service.refusal.Denial;
import dev.grapnel.service.refusal.Verdict;
import java.util.List;
import java.util.Optional;

/** Finds a call's signature, in its header or in its query, and checks that it covers enough. */
final class CallReader {
  private static final String AUTHORIZATION = "authorization";
  private static final String DATE = "x-amz-date";
  private static final String SECURITY_TOKEN = "x-amz-security-token";

  private CallReader() {}

  static Verdict<CallSignature> read(SignedCall call) {
    QueryString query;
    try {
      query = QueryString.parse(call.rawQuery());
    } catch (MalformedRequestException e) {
      return Verdict.refuse(new Denial.Malformed(e.getMessage()));
    }
    boolean inHeader = call.headers().first(AUTHORIZATION).isPresent();
    boolean inQuery = PresignedQuery.isPresent(query);
    if (!inHeader && !inQuery) {
      return Verdict.refuse(
          new Denial.MissingAuthentication(
              "The request is not signed; sign it with AWS Signature Version 4"));
    }
    try {
      if (inHeader && inQuery) {
        throw new MalformedRequestException("the signature is both in the header and in the query");
      }
      CallSignature signature = inHeader ? inHeader(call, query) : inQuery(call, query);
      if (!signature.isSigV4()) {
        throw new MalformedRequestException(
            "this operation takes the signature algorithm AWS4-HMAC-SHA256");
      }
      return Verdict.pass(signature);
    } catch (MalformedRequestException e) {
      return Verdict.refuse(new Denial.IncompleteSignature(e.getMessage()));
    }
  }

  private static CallSignature inHeader(SignedCall call, QueryString query)
      throws MalformedRequestException {
    Headers headers = call.headers();
    Authorization authorization = Authorization.parse(required(headers, AUTHORIZATION));
    AmzDate date = AmzDate.parse(required(headers, DATE));
    Optional<String> token = only(headers, SECURITY_TOKEN);
    requireSigned(authorization, "host");
    requireSigned(authorization, DATE);
    if (token.isPresent()) {
      requireSigned(authorization, SECURITY_TOKEN);
    }
    return new CallSignature(
        signable(call, query), authorization, date, CallSignature.CLOCK_SKEW, token);
  }

  private static CallSignature inQuery(SignedCall call, QueryString query)
      throws MalformedRequestException {
    PresignedQuery presigned = PresignedQuery.parse(query);
    requireSigned(presigned.authorization(), "host");
    if (call.headers().first(SECURITY_TOKEN).isPresent()) {
      throw new MalformedRequestException(
          "a presigned request has its session token in the query, not in a header");
    }
    return new CallSignature(
        signable(call, presigned.signedQuery()),
        presigned.authorization(),
        presigned.date(),
        presigned.validFor(),
        query.only(PresignedQuery.SECURITY_TOKEN));
  }

  private static SignableRequest signable(SignedCall call, QueryString query)
      throws MalformedRequestException {
    return SignableRequest.of(call.method(), call.rawPath(), query, call.headers(), call.body());
  }

  private static void requireSigned(Authorization authorization, String name)
      throws MalformedRequestException {
    if (!authorization.signedHeaders().contains(name)) {
      throw new MalformedRequestException(
          "the header " + name + " is not among the SignedHeaders; it must be");
    }
  }

  private static String required(Headers headers, String name) throws MalformedRequestException {
    Optional<String> value = only(headers, name);
    if (value.isEmpty()) {
      throw new MalformedRequestException("the header " + name + " is absent");
    }
    return value.get();
  }

  private static Optional<String> only(Headers headers, String name)
      throws MalformedRequestException {
    List<String> values = headers.all(name);
    if (values.size() > 1) {
      throw new MalformedRequestException("the header " + name + " is there more than once");
    }
    return values.isEmpty() ? Optional.empty() : Optional.of(values.getFirst());
  }
}
