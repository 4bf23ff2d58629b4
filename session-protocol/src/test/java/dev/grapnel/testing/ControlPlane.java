package dev.grapnel.testing;

import dev.grapnel.protocol.secret.SecretValue;
import dev.grapnel.protocol.signing.AmzDate;
import dev.grapnel.protocol.signing.Headers;
import dev.grapnel.protocol.signing.MalformedRequestException;
import dev.grapnel.protocol.signing.QueryString;
import dev.grapnel.protocol.signing.SigV4Signer;
import dev.grapnel.protocol.signing.SignableRequest;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/** Registers trust anchors, roles and profiles with the root credentials. */
public final class ControlPlane {
  private static final String REGION = "us-east-1";

  /** A trust policy under which any certificate of any registered anchor may take the role. */
  public static final String OPEN_TRUST_POLICY =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow",\
      "Principal":{"Service":"rolesanywhere.amazonaws.com"},\
      "Action":["sts:AssumeRole","sts:TagSession","sts:SetSourceIdentity"]}]}\
      """;

  private final URI api;
  private final SSLContext tls;
  private final String credentials;

  public ControlPlane(RunningService service, SSLContext tls) throws IOException {
    this(service.api(), service.rootCredentials(), tls);
  }

  /**
   * @param rootCredentials an AWS shared credentials file
   */
  public ControlPlane(URI api, Path rootCredentials, SSLContext tls) throws IOException {
    this.api = api;
    this.tls = tls;
    credentials = Files.readString(rootCredentials);
  }

  /** Registers the PEM certificate as a trust anchor and returns its ARN. */
  public String trustAnchor(String name, String pem) throws IOException, MalformedRequestException {
    String body =
        """
        {"name":"%s","enabled":true,"source":{"sourceType":"CERTIFICATE_BUNDLE",\
        "sourceData":{"x509CertificateData":"%s"}}}\
        """
            .formatted(name, pem.replace("\n", "\\n"));
    String answer = rest("POST", "/trustanchors", body);
    return found(answer, "\"trustAnchorArn\"\\s*:\\s*\"([^\"]+)\"");
  }

  /** Creates a role that any certificate under a registered anchor may take; returns its ARN. */
  public String role(String name) throws IOException, MalformedRequestException {
    return role(name, OPEN_TRUST_POLICY);
  }

  /** Creates a role with that trust policy; returns its ARN. */
  public String role(String name, String trustPolicy)
      throws IOException, MalformedRequestException {
    String form =
        "Action=CreateRole&Version=2010-05-08&RoleName="
            + name
            + "&AssumeRolePolicyDocument="
            + URLEncoder.encode(trustPolicy, StandardCharsets.UTF_8);
    String answer = call("iam", "POST", "/", "application/x-www-form-urlencoded", form);
    return found(answer, "<Arn>([^<]+)</Arn>");
  }

  /** Creates a profile with that role; returns its ARN. */
  public String profile(String name, String roleArn) throws IOException, MalformedRequestException {
    String body =
        "{\"name\":\"%s\",\"enabled\":true,\"roleArns\":[\"%s\"]}".formatted(name, roleArn);
    String answer = rest("POST", "/profiles", body);
    return found(answer, "\"profileArn\"\\s*:\\s*\"([^\"]+)\"");
  }

  /** Any call of the Roles Anywhere protocol; returns the answer's JSON. */
  public String rest(String method, String path, String json)
      throws IOException, MalformedRequestException {
    return call("rolesanywhere", method, path, "application/json", json);
  }

  private String call(String scope, String method, String path, String contentType, String text)
      throws IOException, MalformedRequestException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    Headers headers = Headers.of("host", api.getAuthority(), "content-type", contentType);
    SigV4Signer signer =
        new SigV4Signer(
            found(credentials, "aws_access_key_id\\s*=\\s*(\\S+)"),
            SecretValue.ofText(found(credentials, "aws_secret_access_key\\s*=\\s*(\\S+)")),
            null,
            REGION,
            scope);
    Headers signed =
        signer.sign(
            SignableRequest.of(method, path, QueryString.EMPTY, headers, body),
            new AmzDate(Instant.now()));
    try (Wire wire = new Wire(api, tls)) {
      Wire.Answer answer = wire.send(Wire.request(method, path, signed, body));
      if (answer.status() / 100 != 2) {
        throw new IOException(path + " answered " + answer.status() + ": " + answer.text());
      }
      return answer.text();
    }
  }

  private static String found(String text, String pattern) throws IOException {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    if (!matcher.find()) {
      throw new IOException("no " + pattern + " in the text");
    }
    return matcher.group(1);
  }
}
