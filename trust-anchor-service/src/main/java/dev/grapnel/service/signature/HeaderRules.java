package dev.grapnel.service.signature;

import dev.grapnel.protocol.certificate.CertificateHeaders;
import dev.grapnel.protocol.secret.ConstantTime;
import dev.grapnel.protocol.signing.Authorization;
import dev.grapnel.protocol.signing.Headers;
import dev.grapnel.protocol.signing.SignableRequest;
import dev.grapnel.service.refusal.Denial;
import java.util.List;
import java.util.Optional;

/** Which headers a CreateSession must have, and which of them its signature must cover. */
final class HeaderRules {
  static final String AUTHORIZATION = "authorization";
  static final String DATE = "x-amz-date";

  private static final String CONTENT_SHA256 = "x-amz-content-sha256";
  private static final List<String> ALWAYS_SIGNED = List.of("host", DATE, CertificateHeaders.LEAF);

  private HeaderRules() {}

  /** Refuses a request without signature, date, host or certificate, or with one of them twice. */
  static Optional<Denial> presence(Headers headers) {
    int authorizations = headers.all(AUTHORIZATION).size();
    if (authorizations == 0) {
      return unproven("the request is not signed: it has no Authorization header");
    }
    if (authorizations > 1) {
      return Optional.of(new Denial.Malformed("the header authorization is there more than once"));
    }
    for (String name : ALWAYS_SIGNED) {
      if (headers.first(name).isEmpty()) {
        return unproven("the header " + name + " is absent");
      }
    }
    return Optional.empty();
  }

  /** Refuses a signature that leaves out what it must cover, or covers what is not there once. */
  static Optional<Denial> coverage(Authorization authorization, SignableRequest request) {
    Headers headers = request.headers();
    for (String name : ALWAYS_SIGNED) {
      if (!authorization.signedHeaders().contains(name)) {
        return unproven("the header " + name + " is not among the SignedHeaders");
      }
    }
    boolean chainSigned = authorization.signedHeaders().contains(CertificateHeaders.CHAIN);
    if (headers.first(CertificateHeaders.CHAIN).isPresent() && !chainSigned) {
      return unproven("the header " + CertificateHeaders.CHAIN + " is not among the SignedHeaders");
    }
    for (String name : authorization.signedHeaders()) {
      int count = headers.all(name).size();
      if (count != 1) {
        return unproven(
            "the header " + name + " is named in SignedHeaders and there " + count + " times");
      }
    }
    return payload(request);
  }

  /** A stated hash of the body, where there is one, must be right; the body is always signed. */
  private static Optional<Denial> payload(SignableRequest request) {
    for (String stated : request.headers().all(CONTENT_SHA256)) {
      if (!ConstantTime.equals(request.payloadHash(), stated)) {
        return unproven("the header " + CONTENT_SHA256 + " is not the body's SHA-256");
      }
    }
    return Optional.empty();
  }

  private static Optional<Denial> unproven(String reason) {
    return Optional.of(new Denial.Unproven(reason));
  }
}
