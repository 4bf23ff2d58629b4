package dev.grapnel.protocol.signing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.grapnel.protocol.certificate.CertificateHeaders;
import dev.grapnel.testing.CapturedRequest;
import dev.grapnel.testing.LenientCertificates;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.bouncycastle.cert.X509CertificateHolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The AWS credential helper's own requests, as it sent them. */
final class CapturedRequestsTest {
  private static final String ECP256_CANONICAL_SHA256 =
      "e4d6cd992bd9bc3ca42975a7ab998143ec97960d952a13ddf5ec78019214b638";
  private static final String ECP256_BODY_SHA256 =
      "1a15f67f6619aa540b13e9a4c37d149fb2c9bdea25d82b73a3878826694dfe27";

  static Stream<String> captures() {
    return CapturedRequest.NAMES.stream();
  }

  @ParameterizedTest
  @MethodSource("captures")
  void verifies_asCaptured(String name) throws Exception {
    assertTrue(verifies(CapturedRequest.read(name)));
  }

  @Test
  void canonicalRequest_capture_hasTheKnownHash() throws Exception {
    CapturedRequest captured = CapturedRequest.read("ecp256-http");
    SignableRequest request = signable(captured);
    assertEquals(ECP256_BODY_SHA256, request.payloadHash());
    assertEquals(
        ECP256_CANONICAL_SHA256,
        CanonicalRequest.of(request, authorization(captured).signedHeaders()).sha256Hex());
  }

  @Test
  void sign_rsaInputsAgain_givesTheSameBytes() throws Exception {
    CapturedRequest captured = CapturedRequest.read("rsa2048-http");
    Authorization original = authorization(captured);
    Path key = CapturedRequest.folder().resolve("rsa2048-key.pk8");
    PrivateKey privateKey =
        KeyFactory.getInstance("RSA")
            .generatePrivate(new PKCS8EncodedKeySpec(Files.readAllBytes(key)));
    PrivateKeySigner signer = new PrivateKeySigner(privateKey);
    List<Headers.Field> signed = new ArrayList<>();
    for (Headers.Field field : captured.headers().fields()) {
      if (original.signedHeaders().contains(field.name()) && !field.name().equals("x-amz-date")) {
        signed.add(field);
      }
    }
    Headers headers =
        new X509Signer(
                signer.algorithm(), signer, certificate(captured).getSerialNumber(), "us-east-1")
            .sign(
                SignableRequest.createSession(
                    QueryString.parse(captured.rawQuery()), new Headers(signed), captured.body()),
                AmzDate.parse(captured.headers().first("x-amz-date").orElseThrow()));
    assertEquals(captured.headers().first("authorization"), headers.first("authorization"));
  }

  @ParameterizedTest
  @MethodSource("captures")
  void verifies_anyByteOfTheCanonicalRequestChanged_refuses(String name) throws Exception {
    CapturedRequest captured = CapturedRequest.read(name);
    Authorization authorization = authorization(captured);
    String text = CanonicalRequest.of(signable(captured), authorization.signedHeaders()).text();
    StringToSign original = signable(captured).stringToSign(authorization, date(captured));
    for (int i = 0; i < text.length(); i++) {
      byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
      bytes[i] ^= 1;
      assertNotEquals(
          original.text().substring(original.text().lastIndexOf('\n') + 1), Sha256.hex(bytes));
    }
    for (String header : authorization.signedHeaders()) {
      String value = captured.headers().first(header).orElseThrow();
      for (int i = 0; i < value.length(); i += Math.max(1, value.length() / 16)) {
        assertFalse(verifies(captured.withHeader(header, flipped(value, i))), header + " at " + i);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("captures")
  void verifies_bodyChanged_refuses(String name) throws Exception {
    CapturedRequest captured = CapturedRequest.read(name);
    for (int i = 0; i < captured.body().length; i++) {
      byte[] body = captured.body().clone();
      body[i] ^= 1;
      assertFalse(
          verifies(
              new CapturedRequest(
                  captured.method(),
                  captured.rawPath(),
                  captured.rawQuery(),
                  captured.headers(),
                  body)));
    }
  }

  @ParameterizedTest
  @MethodSource("captures")
  void verifies_queryChanged_refuses(String name) throws Exception {
    CapturedRequest captured = CapturedRequest.read(name);
    List<UnaryOperator<String>> changes =
        List.of(
            q -> q + "&more=1",
            q -> q.substring(q.indexOf('&') + 1),
            q -> q + "&" + q.substring(q.lastIndexOf('&') + 1),
            q -> q.replaceFirst("123456789012", "123456789013"),
            q -> q.replaceFirst("profileArn", "ProfileArn"),
            q -> "");
    for (UnaryOperator<String> change : changes) {
      assertFalse(verifies(withQuery(captured, change.apply(captured.rawQuery()))));
    }
  }

  @ParameterizedTest
  @MethodSource("captures")
  void verifies_equalCanonicalForm_accepts(String name) throws Exception {
    CapturedRequest captured = CapturedRequest.read(name);
    List<String> pairs = new ArrayList<>(Arrays.asList(captured.rawQuery().split("&", -1)));
    Collections.reverse(pairs);
    assertTrue(verifies(withQuery(captured, String.join("&", pairs))), "another order");
    assertTrue(
        verifies(withQuery(captured, captured.rawQuery().replace("%3A", "%3a"))), "lower case");
    assertTrue(
        verifies(withQuery(captured, captured.rawQuery().replace("%3A", ":"))), "not encoded");
    assertTrue(
        verifies(withQuery(captured, captured.rawQuery().replace("-", "%2D"))), "encoded in vain");
    String sdkRequest = captured.headers().first("amz-sdk-request").orElseThrow();
    assertTrue(
        verifies(
            captured.withHeader("amz-sdk-request", "  " + sdkRequest.replace(" ", "   ") + " ")),
        "blanks around and doubled");
    List<Headers.Field> reversed = new ArrayList<>(captured.headers().fields());
    Collections.reverse(reversed);
    assertTrue(verifies(captured.withHeaders(new Headers(reversed))), "headers in another order");
    assertTrue(verifies(captured.withoutHeader("user-agent")), "without an unsigned header");
  }

  @ParameterizedTest
  @MethodSource("captures")
  void verifies_signatureOrDateChanged_refuses(String name) throws Exception {
    CapturedRequest captured = CapturedRequest.read(name);
    String header = captured.headers().first("authorization").orElseThrow();
    String last = header.substring(header.length() - 1);
    String other = header.substring(0, header.length() - 1) + (last.equals("0") ? "1" : "0");
    assertFalse(verifies(captured.withHeader("authorization", other)));
    assertFalse(
        verifies(
            captured.withHeader("authorization", header.replace("/us-east-1/", "/us-east-2/"))));
    assertFalse(
        verifies(
            captured.withHeader("authorization", header.replace("amz-sdk-invocation-id;", ""))));
  }

  private static boolean verifies(CapturedRequest captured) throws Exception {
    try {
      return X509Verifier.verifies(
          publicKey(captured), authorization(captured), date(captured), signable(captured));
    } catch (MalformedRequestException _) {
      return false;
    }
  }

  private static SignableRequest signable(CapturedRequest captured) throws Exception {
    return SignableRequest.createSession(
        QueryString.parse(captured.rawQuery()), captured.headers(), captured.body());
  }

  private static Authorization authorization(CapturedRequest captured) throws Exception {
    return Authorization.parse(captured.headers().first("authorization").orElseThrow());
  }

  private static AmzDate date(CapturedRequest captured) throws Exception {
    return AmzDate.parse(captured.headers().first("x-amz-date").orElseThrow());
  }

  /** The original's key: a changed certificate header must be refused by the signature alone. */
  private static PublicKey publicKey(CapturedRequest captured) throws Exception {
    SigningAlgorithm algorithm = authorization(captured).algorithm();
    String factory =
        switch (algorithm) {
          case X509_RSA_SHA256 -> "RSA";
          case X509_ECDSA_SHA256 -> "EC";
          case X509_MLDSA -> "ML-DSA";
          case HMAC_SHA256 -> throw new AssertionError();
        };
    for (String name : CapturedRequest.NAMES) {
      CapturedRequest original = CapturedRequest.read(name);
      if (authorization(original).keyId().equals(authorization(captured).keyId())) {
        return KeyFactory.getInstance(factory)
            .generatePublic(
                new X509EncodedKeySpec(
                    certificate(original).getSubjectPublicKeyInfo().getEncoded()));
      }
    }
    throw new AssertionError("no capture by that certificate");
  }

  private static X509CertificateHolder certificate(CapturedRequest captured) throws Exception {
    return LenientCertificates.read(
        CertificateHeaders.decodeLeaf(captured.headers().first("x-amz-x509").orElseThrow())
            .encoded());
  }

  private static CapturedRequest withQuery(CapturedRequest captured, String query) {
    return new CapturedRequest(
        captured.method(), captured.rawPath(), query, captured.headers(), captured.body());
  }

  private static String flipped(String value, int index) {
    StringBuilder out = new StringBuilder(value);
    out.setCharAt(index, value.charAt(index) == 'A' ? 'B' : 'A');
    return out.toString();
  }
}
