package dev.grapnel.service.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.EntityAlreadyExistsException;
import software.amazon.awssdk.services.iam.model.MalformedPolicyDocumentException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.rolesanywhere.RolesAnywhereClient;
import software.amazon.awssdk.services.rolesanywhere.model.AccessDeniedException;
import software.amazon.awssdk.services.rolesanywhere.model.ResourceNotFoundException;
import software.amazon.awssdk.services.rolesanywhere.model.RolesAnywhereException;
import software.amazon.awssdk.services.rolesanywhere.model.Tag;
import software.amazon.awssdk.services.rolesanywhere.model.TrustAnchorDetail;
import software.amazon.awssdk.services.rolesanywhere.model.TrustAnchorType;
import software.amazon.awssdk.services.rolesanywhere.model.ValidationException;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.StsException;

/** Spot checks of the API with the AWS SDK for Java, which signs and reads for itself. */
class JavaSdkTest {
  private static final String TRUST =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow",
      "Principal":{"Service":"rolesanywhere.amazonaws.com"},"Action":"sts:AssumeRole"}]}\
      """;

  @Test
  void rolesAnywhere_createReadListDelete(@TempDir Path folder) throws Exception {
    try (ForeignWorld world = ForeignWorld.open(folder);
        RolesAnywhereClient client =
            client(world, world.bed().root(), RolesAnywhereClient.builder())) {
      TrustAnchorDetail made =
          client
              .createTrustAnchor(
                  request ->
                      request
                          .name("sdk")
                          .enabled(true)
                          .source(
                              source ->
                                  source
                                      .sourceType(TrustAnchorType.CERTIFICATE_BUNDLE)
                                      .sourceData(data -> data.x509CertificateData(world.caPem())))
                          .tags(List.of(Tag.builder().key("a").value("b").build())))
              .trustAnchor();
      TrustAnchorDetail byArn =
          client
              .getTrustAnchor(request -> request.trustAnchorId(made.trustAnchorArn()))
              .trustAnchor();
      assertEquals(made, byArn);
      assertEquals(
          List.of("sdk"),
          client.listTrustAnchorsPaginator(_ -> {}).trustAnchors().stream()
              .map(TrustAnchorDetail::name)
              .toList());
      assertEquals(
          "b",
          client
              .listTagsForResource(request -> request.resourceArn(made.trustAnchorArn()))
              .tags()
              .getFirst()
              .value());
      client.deleteTrustAnchor(request -> request.trustAnchorId(made.trustAnchorId()));
      assertThrows(
          ResourceNotFoundException.class,
          () -> client.getTrustAnchor(request -> request.trustAnchorId(made.trustAnchorId())));
    }
  }

  @Test
  void refusals_areTheSdksOwnExceptions(@TempDir Path folder) throws Exception {
    try (ForeignWorld world = ForeignWorld.open(folder);
        RolesAnywhereClient client =
            client(world, world.bed().root(), RolesAnywhereClient.builder());
        RolesAnywhereClient powerless =
            client(world, world.bed().session("powerless"), RolesAnywhereClient.builder());
        RolesAnywhereClient stranger =
            client(world, wrongSecret(world), RolesAnywhereClient.builder())) {
      ValidationException invalid =
          assertThrows(
              ValidationException.class,
              () -> client.createProfile(request -> request.name("a/b").roleArns(List.of())));
      assertTrue(invalid.awsErrorDetails().errorMessage().contains("'name'"));
      assertEquals("ValidationException", invalid.awsErrorDetails().errorCode());
      assertThrows(AccessDeniedException.class, () -> powerless.listProfiles(_ -> {}));
      RolesAnywhereException unsigned =
          assertThrows(RolesAnywhereException.class, () -> stranger.listProfiles(_ -> {}));
      assertEquals("InvalidSignatureException", unsigned.awsErrorDetails().errorCode());
      assertEquals(403, unsigned.statusCode());
    }
  }

  @Test
  void iamAndSts_readTheirXml(@TempDir Path folder) throws Exception {
    try (ForeignWorld world = ForeignWorld.open(folder);
        IamClient iam = client(world, world.bed().root(), IamClient.builder());
        StsClient sts = client(world, world.bed().session("powerless"), StsClient.builder());
        StsClient stranger = client(world, wrongSecret(world), StsClient.builder())) {
      iam.createRole(r -> r.roleName("sdk").assumeRolePolicyDocument(TRUST).description("<&>"));
      assertEquals("<&>", iam.getRole(r -> r.roleName("sdk")).role().description());
      assertThrows(
          EntityAlreadyExistsException.class,
          () -> iam.createRole(r -> r.roleName("sdk").assumeRolePolicyDocument(TRUST)));
      assertThrows(
          MalformedPolicyDocumentException.class,
          () -> iam.createRole(r -> r.roleName("bad").assumeRolePolicyDocument("[]")));
      assertThrows(NoSuchEntityException.class, () -> iam.deleteRole(r -> r.roleName("nobody")));
      assertTrue(sts.getCallerIdentity().arn().endsWith(":assumed-role/powerless/0a1b"));
      StsException refused = assertThrows(StsException.class, () -> stranger.getCallerIdentity());
      assertEquals("SignatureDoesNotMatch", refused.awsErrorDetails().errorCode());
    }
  }

  private static ApiBed.Signer wrongSecret(ForeignWorld world) {
    return new ApiBed.Signer(
        world.bed().root().accessKeyId(), world.bed().session("powerless").secret(), null);
  }

  private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
      ForeignWorld world, ApiBed.Signer signer, B builder) {
    return builder
        .endpointOverride(world.endpoint())
        .region(Region.of(ApiBed.REGION))
        .credentialsProvider(credentials(signer))
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }

  private static AwsCredentialsProvider credentials(ApiBed.Signer signer) {
    String secret = signer.secret().revealText();
    return StaticCredentialsProvider.create(
        signer.sessionToken() == null
            ? AwsBasicCredentials.create(signer.accessKeyId(), secret)
            : AwsSessionCredentials.create(signer.accessKeyId(), secret, signer.sessionToken()));
  }
}
