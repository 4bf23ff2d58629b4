package dev.grapnel.agent.identity;

import dev.grapnel.agent.problem.ProblemException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What a certificate must say to be the one, in the AWS helper's notation: {@code
 * Key=x509Subject,Value=CN=demo Key=x509Serial,Value=0AF3}, or a JSON file {@code
 * file://selector.json} of {@code [{"Key":"x509Subject","Value":"CN=demo"}]}.
 *
 * @param subject compared as RFC 4514 has it
 */
public record CertificateSelector(
    Optional<X500Principal> subject, Optional<X500Principal> issuer, Optional<BigInteger> serial) {
  private static final String FILE = "file://";
  private static final String FORM =
      "expected Key=x509Subject,Value=..., Key=x509Issuer,Value=... or Key=x509Serial,Value=HEX,"
          + " separated by spaces, or file://FILE.json";

  /** Reads the notation, from the file if it names one. */
  public static CertificateSelector parse(String text) throws ProblemException {
    if (text.startsWith(FILE)) {
      return of(json(SmallFile.read(Path.of(text.substring(FILE.length())), "selector")));
    }
    Map<String, String> values = new HashMap<>();
    for (String part : text.strip().split("\\s+(?=Key=)", -1)) {
      int comma = part.indexOf(",Value=");
      if (!part.startsWith("Key=") || comma < 0) {
        throw malformed();
      }
      put(values, part.substring(4, comma), part.substring(comma + ",Value=".length()));
    }
    return of(values);
  }

  private static void put(Map<String, String> values, String key, String value)
      throws ProblemException {
    if (value.isEmpty() || values.putIfAbsent(key, value) != null) {
      throw malformed();
    }
  }

  private static CertificateSelector of(Map<String, String> values) throws ProblemException {
    for (String key : values.keySet()) {
      if (!List.of("x509Subject", "x509Issuer", "x509Serial").contains(key)) {
        throw malformed();
      }
    }
    if (values.isEmpty()) {
      throw malformed();
    }
    try {
      return new CertificateSelector(
          Optional.ofNullable(values.get("x509Subject")).map(X500Principal::new),
          Optional.ofNullable(values.get("x509Issuer")).map(X500Principal::new),
          Optional.ofNullable(values.get("x509Serial")).map(hex -> new BigInteger(hex, 16)));
    } catch (IllegalArgumentException _) {
      throw malformed();
    }
  }

  private static Map<String, String> json(byte[] bytes) throws ProblemException {
    Map<String, String> values = new HashMap<>();
    String text = new String(bytes, StandardCharsets.UTF_8);
    try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), text)) {
      List<JsonToken> shape = new ArrayList<>();
      Map<String, String> member = new HashMap<>();
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        shape.add(token);
        if (token == JsonToken.VALUE_STRING) {
          member.put(String.valueOf(parser.currentName()), parser.getString());
        } else if (token == JsonToken.END_OBJECT) {
          put(values, member.getOrDefault("Key", ""), member.getOrDefault("Value", ""));
          member.clear();
        }
      }
      if (shape.isEmpty() || shape.getFirst() != JsonToken.START_ARRAY) {
        throw malformed();
      }
      return values;
    } catch (JacksonException _) {
      throw malformed();
    }
  }

  private static ProblemException malformed() {
    return new ProblemException("the certificate selector cannot be read", FORM);
  }

  /** Whether the certificate says all that is asked for. */
  public boolean matches(X509Certificate certificate) {
    return subject.map(name -> name.equals(certificate.getSubjectX500Principal())).orElse(true)
        && issuer.map(name -> name.equals(certificate.getIssuerX500Principal())).orElse(true)
        && serial.map(number -> number.equals(certificate.getSerialNumber())).orElse(true);
  }
}
