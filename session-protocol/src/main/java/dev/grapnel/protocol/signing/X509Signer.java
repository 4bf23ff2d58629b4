package dev.grapnel.protocol.signing;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;

/**
 * Signs CreateSession requests with a certificate's key. Thread-safe where the key is.
 *
 * @param serial the certificate's serial number
 * @param region the region of the scope, the trust anchor's unless told otherwise
 */
public record X509Signer(
    SigningAlgorithm algorithm, MessageSigner key, BigInteger serial, String region) {
  /** The service of the scope of every CreateSession. */
  public static final String SERVICE = "rolesanywhere";

  public X509Signer {
    if (!algorithm.isX509() || serial.signum() < 0) {
      throw new IllegalArgumentException("an X.509 algorithm and a serial number are needed");
    }
  }

  /**
   * The request's headers with {@code x-amz-date} and {@code authorization} added. Every header of
   * the request is signed: leave out what others may change on the way.
   */
  public Headers sign(SignableRequest request, AmzDate date)
      throws GeneralSecurityException, MalformedRequestException {
    SignableRequest dated = request.withHeader("x-amz-date", date.toString());
    CredentialScope scope = CredentialScope.of(date, region, SERVICE);
    List<String> names = dated.headerNames();
    StringToSign text = StringToSign.of(algorithm, date, scope, CanonicalRequest.of(dated, names));
    Authorization authorization =
        new Authorization(
            algorithm,
            serial.toString(),
            scope,
            names,
            HexFormat.of().formatHex(key.sign(text.bytes())));
    return dated.headers().with("authorization", authorization.headerValue());
  }
}
