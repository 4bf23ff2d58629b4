package dev.grapnel.service.signature;

import dev.grapnel.protocol.certificate.CertificateHeaders;
import dev.grapnel.protocol.certificate.DerCertificate;
import dev.grapnel.protocol.certificate.MalformedCertificateException;
import dev.grapnel.protocol.signing.AmzDate;
import dev.grapnel.protocol.signing.Authorization;
import dev.grapnel.protocol.signing.Headers;
import dev.grapnel.protocol.signing.MalformedRequestException;
import dev.grapnel.protocol.signing.QueryString;
import dev.grapnel.protocol.signing.SignableRequest;
import dev.grapnel.service.refusal.Denial;
import dev.grapnel.service.refusal.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * A CreateSession that carries a signature by the rules: the headers that must be signed are, once
 * each, and every part can be read. Whether the signature is right is not known yet.
 */
public final class SignedRequest {
  private final SignableRequest request;
  private final Authorization authorization;
  private final AmzDate date;
  private final DerCertificate leaf;
  private final List<DerCertificate> chain;
  private final byte[] body;

  SignedRequest(
      SignableRequest request,
      Authorization authorization,
      AmzDate date,
      DerCertificate leaf,
      List<DerCertificate> chain,
      byte[] body) {
    this.request = request;
    this.authorization = authorization;
    this.date = date;
    this.leaf = leaf;
    this.chain = chain;
    this.body = body;
  }

  /**
   * Takes a {@code POST} to {@code /sessions} apart. The path plays no part: its canonical form is
   * {@code /sessions} whatever prefix a proxy added.
   *
   * @param headers with {@code host} among them, which HTTP/2 carries as {@code :authority}
   */
  public static Verdict<SignedRequest> read(String rawQuery, Headers headers, byte[] body) {
    Optional<Denial> denial = HeaderRules.presence(headers);
    if (denial.isPresent()) {
      return Verdict.refuse(denial.get());
    }
    try {
      return parse(rawQuery, headers, body);
    } catch (MalformedRequestException | MalformedCertificateException e) {
      return Verdict.refuse(new Denial.Malformed(String.valueOf(e.getMessage())));
    }
  }

  private static Verdict<SignedRequest> parse(String rawQuery, Headers headers, byte[] body)
      throws MalformedRequestException, MalformedCertificateException {
    Authorization authorization = Authorization.parse(only(headers, HeaderRules.AUTHORIZATION));
    SignableRequest request =
        SignableRequest.createSession(QueryString.parse(rawQuery), headers, body);
    Optional<Denial> denial = HeaderRules.coverage(authorization, request);
    if (denial.isPresent()) {
      return Verdict.refuse(denial.get());
    }
    DerCertificate leaf = CertificateHeaders.decodeLeaf(only(headers, CertificateHeaders.LEAF));
    Optional<String> chain = headers.first(CertificateHeaders.CHAIN);
    return Verdict.pass(
        new SignedRequest(
            request,
            authorization,
            AmzDate.parse(only(headers, HeaderRules.DATE)),
            leaf,
            chain.isPresent() ? CertificateHeaders.decodeChain(chain.get(), leaf) : List.of(),
            body));
  }

  private static String only(Headers headers, String name) {
    return headers.first(name).orElseThrow();
  }

  SignableRequest request() {
    return request;
  }

  Authorization authorization() {
    return authorization;
  }

  AmzDate date() {
    return date;
  }

  DerCertificate leaf() {
    return leaf;
  }

  List<DerCertificate> chain() {
    return chain;
  }

  byte[] body() {
    return body;
  }
}
