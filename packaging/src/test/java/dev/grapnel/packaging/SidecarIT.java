package dev.grapnel.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent with the configuration of the Kubernetes example, in the order of a pod's start. */
class SidecarIT {
  @TempDir Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private Neighbourhood neighbourhood;

  @BeforeEach
  void start() throws IOException {
    neighbourhood = new Neighbourhood(Files.createDirectory(folder.resolve("n")));
  }

  @AfterEach
  void stop() {
    neighbourhood.close();
  }

  /** The example's configuration, with this machine's folders for its mounts, and free ports. */
  private Path configuration() throws IOException {
    String toml =
        Manifests.of(Manifests.folder().resolve("agent-cert-manager-csi.yaml"))
            .configuration("agent.toml");
    String own = neighbourhood.agentProfile("workload");
    for (String key :
        new String[] {"trust-anchor-arn", "profile-arn", "role-arn", "endpoint", "ca-bundle"}) {
      Matcher line = Pattern.compile("(?m)^" + key + " = .*$").matcher(own);
      assertTrue(line.find(), key);
      toml = toml.replaceAll("(?m)^" + key + " = .*$", Matcher.quoteReplacement(line.group()));
    }
    toml =
        toml.replace("/run/grapnel-", folder + "/")
            .replace("0.0.0.0:9465", "127.0.0.1:0")
            .replace("127.0.0.1:9910", "127.0.0.1:0")
            .replace("log = \"json\"", "log = \"plain\"");
    for (String mount : new String[] {"identity", "agent", "token"}) {
      Files.createDirectories(folder.resolve(mount));
    }
    return Files.writeString(folder.resolve("agent.toml"), toml);
  }

  private HttpResponse<String> get(String address, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }

  /** As the kubelet replaces a volume's files: links to a folder that another link names. */
  private void deliver(String version) throws IOException {
    Path identity = folder.resolve("identity");
    Path files = Files.createDirectory(identity.resolve(version));
    Files.copy(neighbourhood.folder().resolve("workload.pem"), files.resolve("tls.crt"));
    Files.copy(neighbourhood.folder().resolve("workload.key"), files.resolve("tls.key"));
    Path data = Files.createSymbolicLink(identity.resolve("..data_tmp"), Path.of(version));
    Files.move(data, identity.resolve("..data"), java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    for (String name : new String[] {"tls.crt", "tls.key"}) {
      if (!Files.exists(identity.resolve(name))) {
        Files.createSymbolicLink(identity.resolve(name), Path.of("..data", name));
      }
    }
  }

  @Test
  void daemon_certificateComesLater_holdsTheApplicationBackAndThenServesIt() throws Exception {
    try (RunningAgent agent =
        RunningAgent.launch(
            configuration(), folder.resolve("agent.log"), neighbourhood.workloadEnvironment())) {
      agent.await("it listens", () -> agent.log().contains("outlet=\"management\""));
      assertEquals(200, get(agent.address("management") + "/livez").statusCode());
      assertEquals(503, get(agent.address("management") + "/readyz").statusCode());
      deliver("..2026_1");
      String ready = agent.address("management") + "/readyz";
      agent.await("it is ready", () -> get(ready).statusCode() == 200);
      Path token = folder.resolve("token/token");
      assertEquals(
          "rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(token)));
      HttpResponse<String> answer =
          get(
              agent.address("container") + "/credentials",
              "Authorization",
              Files.readString(token));
      assertEquals(200, answer.statusCode(), answer.body());
      assertTrue(answer.body().contains("\"SecretAccessKey\""));
    }
  }
}
