package dev.grapnel.protocol.signing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AuthorizationTest {
  private static final String X509 =
      "AWS4-X509-RSA-SHA256 Credential=123/20261124/us-east-1/rolesanywhere/aws4_request,"
          + " SignedHeaders=host;x-amz-date, Signature=0aff";

  @Test
  void parse_headerOfACertificate_readsEachPart() throws Exception {
    Authorization authorization = Authorization.parse(X509);
    assertEquals(SigningAlgorithm.X509_RSA_SHA256, authorization.algorithm());
    assertEquals("123", authorization.keyId());
    assertEquals(
        new CredentialScope("20261124", "us-east-1", "rolesanywhere"), authorization.scope());
    assertEquals(List.of("host", "x-amz-date"), authorization.signedHeaders());
    assertEquals("0aff", authorization.signature());
    assertEquals(X509, authorization.headerValue());
  }

  @Test
  void parse_otherOrderAndSpacing_readsTheSame() throws Exception {
    assertEquals(
        Authorization.parse(X509),
        Authorization.parse(
            "AWS4-X509-RSA-SHA256  Signature=0aff,SignedHeaders=host;x-amz-date,  Credential=123"
                + "/20261124/us-east-1/rolesanywhere/aws4_request"));
  }

  @Test
  void toString_any_hidesTheSignature() throws Exception {
    assertFalse(Authorization.parse(X509).toString().contains("0aff"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "AWS4-X509-RSA-SHA256",
        "AWS4-X509-RSA-SHA256 ",
        "Basic Zm9vOmJhcg==",
        "aws4-x509-rsa-sha256 Credential=1/20261124/r/s/aws4_request, SignedHeaders=host,"
            + " Signature=00",
        "AWS4-X509-RSA-SHA1 Credential=1/20261124/r/s/aws4_request, SignedHeaders=host,"
            + " Signature=00",
        "AWS4-X509-RSA-SHA256 Credential=1/20261124/r/s/aws4_request, SignedHeaders=host",
        "AWS4-X509-RSA-SHA256 Credential=1/20261124/r/s/aws4_request, SignedHeaders=host,"
            + " Signature=00, Signature=00",
        "AWS4-X509-RSA-SHA256 Credential=1/20261124/r/s/aws4_request, SignedHeaders=host,"
            + " Signature=00,",
        "AWS4-X509-RSA-SHA256 Credential=1/20261124/r/s/aws4_request, Signature=00, Signature=00",
        "AWS4-X509-RSA-SHA256 Credential=1/20261124/r/s/aws4_request, SignedHeaders=host,"
            + " Signature=0",
        "AWS4-X509-RSA-SHA256 Credential=1/20261124/r/s/aws4_request, SignedHeaders=host,"
            + " Signature=",
        "AWS4-X509-RSA-SHA256 Credential=1/20261124/r/s/aws4_request, SignedHeaders=host,"
            + " Signature=0A",
        "AWS4-X509-RSA-SHA256 Credential=1/20261124/r/s/aws4_request, SignedHeaders=host,"
            + " Signature=00 ",
        "AWS4-X509-RSA-SHA256 Credential=1/20261124/r/s/aws4_request, SignedHeaders=Host,"
            + " Signature=00",
        "AWS4-X509-RSA-SHA256 Credential=1/20261124/r/s/aws4_request, SignedHeaders=host;host,"
            + " Signature=00",
        "AWS4-X509-RSA-SHA256 Credential=1/20261124/r/s/aws4_request, SignedHeaders=x;host,"
            + " Signature=00",
        "AWS4-X509-RSA-SHA256 Credential=1/20261124/r/s/aws4_request, SignedHeaders=host;,"
            + " Signature=00",
        "AWS4-X509-RSA-SHA256 Credential=1/20261124/r/s/aws4_request, SignedHeaders=,"
            + " Signature=00",
        "AWS4-X509-RSA-SHA256 Credential=01/20261124/r/s/aws4_request, SignedHeaders=host,"
            + " Signature=00",
        "AWS4-X509-RSA-SHA256 Credential=-1/20261124/r/s/aws4_request, SignedHeaders=host,"
            + " Signature=00",
        "AWS4-X509-RSA-SHA256 Credential=1f/20261124/r/s/aws4_request, SignedHeaders=host,"
            + " Signature=00",
        "AWS4-X509-RSA-SHA256 Credential=/20261124/r/s/aws4_request, SignedHeaders=host,"
            + " Signature=00",
        "AWS4-X509-RSA-SHA256 Credential=1/20261324/r/s/aws4_request, SignedHeaders=host,"
            + " Signature=00",
        "AWS4-X509-RSA-SHA256 Credential=1/20261124/r/s/aws4, SignedHeaders=host, Signature=00",
        "AWS4-X509-RSA-SHA256 Credential=1/20261124/r/s/aws4_request/, SignedHeaders=host,"
            + " Signature=00",
        "AWS4-X509-RSA-SHA256 Credential=1/20261124//s/aws4_request, SignedHeaders=host,"
            + " Signature=00",
        "AWS4-X509-RSA-SHA256 Credential=1/20261124/R/s/aws4_request, SignedHeaders=host,"
            + " Signature=00",
        "AWS4-X509-RSA-SHA256 Credential=1, SignedHeaders=host, Signature=00",
        "AWS4-HMAC-SHA256 Credential=AK IA/20261124/r/s/aws4_request, SignedHeaders=host,"
            + " Signature=00",
        "AWS4-HMAC-SHA256 Credential=AKIA.X/20261124/r/s/aws4_request, SignedHeaders=host,"
            + " Signature=00",
      })
  void parse_malformed_refuses(String header) {
    assertThrows(MalformedRequestException.class, () -> Authorization.parse(header));
  }

  @Test
  void parse_serialOfTwentyOctets_fits() throws Exception {
    String serial = "1461501637330902918203684832716283019655932542975";
    assertEquals(serial, Authorization.parse(X509.replace("=123/", "=" + serial + "/")).keyId());
    assertThrows(
        MalformedRequestException.class,
        () -> Authorization.parse(X509.replace("=123/", "=" + serial + "0/")));
  }

  @Test
  void parse_atAndOverTheLengthLimit_acceptsAndRefuses() throws Exception {
    int room = Authorization.MAX_LENGTH - X509.length();
    String longest = X509 + "0".repeat(room - room % 2);
    assertTrue(Authorization.parse(longest).signature().startsWith("0aff"));
    assertThrows(
        MalformedRequestException.class,
        () -> Authorization.parse(X509 + "0".repeat(room + 1 + (room + 1) % 2)));
  }
}
