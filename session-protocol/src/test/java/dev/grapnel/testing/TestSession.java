package dev.grapnel.testing;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.grapnel.protocol.certificate.CertificateHeaders;
import dev.grapnel.protocol.signing.AmzDate;
import dev.grapnel.protocol.signing.Headers;
import dev.grapnel.protocol.signing.MalformedRequestException;
import dev.grapnel.protocol.signing.PrivateKeySigner;
import dev.grapnel.protocol.signing.QueryString;
import dev.grapnel.protocol.signing.SignableRequest;
import dev.grapnel.protocol.signing.SigningAlgorithm;
import dev.grapnel.protocol.signing.X509Signer;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** A CreateSession to be signed by a test's own identity; each method changes one thing. */
public final class TestSession {
  private final TestIdentity identity;
  private final List<Headers.Field> extra = new ArrayList<>();
  private String host = "localhost:8443";
  private QueryString query = QueryString.EMPTY;
  private String body = "{\"durationSeconds\":3600}";
  private String region = "us-east-1";
  private Instant at = Instant.parse("2026-11-24T12:00:00Z");
  private BigInteger serial;
  private String leafHeader;
  private List<byte[]> chain;
  private Optional<SigningAlgorithm> algorithm = Optional.empty();

  private TestSession(TestIdentity identity) {
    this.identity = identity;
    serial = identity.serial();
    leafHeader = Base64.getEncoder().encodeToString(identity.der());
    chain = identity.intermediates();
  }

  /** Signed by that identity, its intermediates in the chain header. */
  public static TestSession by(TestIdentity identity) {
    return new TestSession(identity);
  }

  /** The three ARNs, in the query. */
  @CanIgnoreReturnValue
  public TestSession arns(String trustAnchorArn, String profileArn, String roleArn) {
    query =
        QueryString.of(
            "trustAnchorArn", trustAnchorArn, "profileArn", profileArn, "roleArn", roleArn);
    return this;
  }

  @CanIgnoreReturnValue
  public TestSession query(QueryString newQuery) {
    query = newQuery;
    return this;
  }

  @CanIgnoreReturnValue
  public TestSession body(String newBody) {
    body = newBody;
    return this;
  }

  @CanIgnoreReturnValue
  public TestSession at(Instant instant) {
    at = instant;
    return this;
  }

  @CanIgnoreReturnValue
  public TestSession host(String authority) {
    host = authority;
    return this;
  }

  @CanIgnoreReturnValue
  public TestSession region(String newRegion) {
    region = newRegion;
    return this;
  }

  /** Another serial number in the credential than the certificate has. */
  @CanIgnoreReturnValue
  public TestSession serial(BigInteger other) {
    serial = other;
    return this;
  }

  /** Another value of the certificate's header. */
  @CanIgnoreReturnValue
  public TestSession leafHeader(String value) {
    leafHeader = value;
    return this;
  }

  /** Other certificates in the chain header; none leaves it out. */
  @CanIgnoreReturnValue
  public TestSession chain(List<byte[]> certificates) {
    chain = List.copyOf(certificates);
    return this;
  }

  /** Another algorithm's name than the key's own. */
  @CanIgnoreReturnValue
  public TestSession algorithm(SigningAlgorithm other) {
    algorithm = Optional.of(other);
    return this;
  }

  /** One more header, signed. */
  @CanIgnoreReturnValue
  public TestSession header(String name, String value) {
    extra.add(new Headers.Field(name, value));
    return this;
  }

  /** The request, signed. */
  public CapturedRequest sign() {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    try {
      PrivateKeySigner key = new PrivateKeySigner(identity.keys().getPrivate());
      Headers signed =
          new X509Signer(algorithm.orElse(key.algorithm()), key, serial, region)
              .sign(SignableRequest.createSession(query, headers(), bytes), new AmzDate(at));
      return new CapturedRequest("POST", "/sessions", query.canonical(), signed, bytes);
    } catch (GeneralSecurityException | MalformedRequestException e) {
      throw new IllegalStateException(e);
    }
  }

  private Headers headers() {
    List<Headers.Field> fields = new ArrayList<>(extra);
    fields.add(new Headers.Field("host", host));
    fields.add(new Headers.Field("content-type", "application/json"));
    fields.add(new Headers.Field(CertificateHeaders.LEAF, leafHeader));
    if (!chain.isEmpty()) {
      List<String> encoded =
          chain.stream().map(der -> Base64.getEncoder().encodeToString(der)).toList();
      fields.add(new Headers.Field(CertificateHeaders.CHAIN, String.join(",", encoded)));
    }
    return new Headers(fields);
  }
}
