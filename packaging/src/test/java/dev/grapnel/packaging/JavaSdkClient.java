package dev.grapnel.packaging;

import dev.grapnel.testing.TrustedTls;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.InstanceProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProcessCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileSupplier;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * The AWS SDK for Java, version 2, in a JVM of its own: {@code OUTLET ARGUMENT SECONDS API CA},
 * with one provider for the whole of its life.
 */
final class JavaSdkClient {
  private JavaSdkClient() {}

  @SuppressWarnings("SystemOut") // A program whose output a test reads.
  public static void main(String[] arguments) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(Long.parseLong(arguments[2])).toNanos();
    AwsCredentialsProvider provider = provider(arguments[0], arguments[1]);
    try (SdkHttpClient http = http(Path.of(arguments[4]));
        StsClient sts =
            StsClient.builder()
                .endpointOverride(URI.create(arguments[3]))
                .region(Region.of(Neighbourhood.REGION))
                .credentialsProvider(provider)
                .httpClient(http)
                .build()) {
      while (System.nanoTime() < end) {
        String key = provider.resolveCredentials().accessKeyId();
        System.out.println(key + " " + sts.getCallerIdentity().arn());
        Thread.sleep(Duration.ofSeconds(1));
      }
    }
  }

  private static AwsCredentialsProvider provider(String outlet, String argument) {
    return switch (outlet) {
      case "process" ->
          ProcessCredentialsProvider.builder()
              .command(java.util.List.of(argument.split(" ", -1)))
              .build();
      case "container" -> ContainerCredentialsProvider.create();
      case "imds" -> InstanceProfileCredentialsProvider.builder().endpoint(argument).build();
      case "file" ->
          ProfileCredentialsProvider.builder()
              .profileName("workload")
              .profileFile(
                  ProfileFileSupplier.reloadWhenModified(
                      Path.of(argument), ProfileFile.Type.CREDENTIALS))
              .build();
      default -> throw new IllegalArgumentException(outlet);
    };
  }

  private static SdkHttpClient http(Path ca) throws IOException, GeneralSecurityException {
    TrustedTls trusted = new TrustedTls(ca);
    return UrlConnectionHttpClient.builder().tlsTrustManagersProvider(trusted::managers).build();
  }
}
