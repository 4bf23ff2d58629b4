package dev.grapnel.benchmarks;

import dev.grapnel.protocol.certificate.CertificateHeaders;
import dev.grapnel.protocol.signing.AmzDate;
import dev.grapnel.protocol.signing.Headers;
import dev.grapnel.protocol.signing.MalformedRequestException;
import dev.grapnel.protocol.signing.PrivateKeySigner;
import dev.grapnel.protocol.signing.QueryString;
import dev.grapnel.protocol.signing.SignableRequest;
import dev.grapnel.protocol.signing.X509Signer;
import dev.grapnel.testing.KeyKind;
import dev.grapnel.testing.TestCa;
import dev.grapnel.testing.TestIdentity;
import dev.grapnel.testing.Wire;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Many identities under one CA, and the requests that they sign beforehand.
 *
 * @param ca the trust anchor
 * @param identities one certificate each; some share a key, which no server could make use of
 */
public record Workloads(KeyKind kind, TestCa ca, List<TestIdentity> identities) {
  private static final int DISTINCT_KEYS = 64;
  private static final byte[] BODY =
      "{\"durationSeconds\":3600}".getBytes(StandardCharsets.US_ASCII);

  public Workloads {
    identities = List.copyOf(identities);
  }

  /** That many identities under a new CA. */
  public static Workloads of(KeyKind kind, int count) {
    TestCa ca = TestCa.root("Benchmark " + kind, kind);
    List<KeyPair> keys =
        IntStream.range(0, Math.min(count, DISTINCT_KEYS))
            .parallel()
            .mapToObj(_ -> kind.generate())
            .toList();
    List<TestIdentity> identities =
        IntStream.range(0, count)
            .parallel()
            .mapToObj(i -> ca.leaf("host-" + i).keys(keys.get(i % keys.size())).issue())
            .toList();
    return new Workloads(kind, ca, identities);
  }

  /** What each request asks for. */
  public record Target(
      String authority, String region, String anchor, String profile, String role) {
    /** The three ARNs. */
    public QueryString query() {
      return QueryString.of("profileArn", profile, "roleArn", role, "trustAnchorArn", anchor);
    }
  }

  /** Requests signed now, all different, the identities taking turns. */
  public List<byte[]> requests(int count, Target target) {
    AmzDate date = new AmzDate(Instant.now());
    return IntStream.range(0, count)
        .parallel()
        .mapToObj(i -> request(identities.get(i % identities.size()), i, target, date))
        .toList();
  }

  private byte[] request(TestIdentity identity, int number, Target target, AmzDate date) {
    Headers headers =
        Headers.of(
            "host",
            target.authority(),
            "content-type",
            "application/json",
            "amz-sdk-invocation-id",
            "benchmark-" + number,
            CertificateHeaders.LEAF,
            Base64.getEncoder().encodeToString(identity.der()));
    try {
      PrivateKeySigner key = new PrivateKeySigner(identity.keys().getPrivate());
      Headers signed =
          new X509Signer(key.algorithm(), key, identity.serial(), target.region())
              .sign(SignableRequest.createSession(target.query(), headers, BODY), date);
      return Wire.post("/sessions", target.query(), signed, BODY);
    } catch (GeneralSecurityException | MalformedRequestException e) {
      throw new IllegalStateException(e);
    }
  }
}
