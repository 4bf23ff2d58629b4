package dev.grapnel.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.grapnel.testing.KeyKind;
import dev.grapnel.testing.PythonVenv;
import dev.grapnel.testing.RunningService;
import dev.grapnel.testing.Scale;
import dev.grapnel.testing.TestCa;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing that was acknowledged is lost when the service is killed in the middle of its writes. */
class KillIT {
  private static final int LEAST_CHANGES = 10;
  private static final int MOST_CHANGES = 120;

  @TempDir Path folder = Path.of("");

  @Test
  void kill_inTheMiddleOfWrites_losesNothingAcknowledged() throws IOException {
    Path acknowledged = Files.createFile(folder.resolve("acknowledged"));
    Files.writeString(folder.resolve("ca.pem"), TestCa.root(KeyKind.P256).pem());
    Random random = new Random(20261124);
    int rounds = Scale.pick(3, 20);
    for (int round = 0; round < rounds; round++) {
      writeUntilKilled(acknowledged, random.nextInt(LEAST_CHANGES, MOST_CHANGES));
    }
    try (RunningService service = start()) {
      String report = python("find_lost.py", service, acknowledged).output();
      long count = Files.readAllLines(acknowledged).size();
      assertEquals("checked " + count + "\n", report);
      assertTrue(count >= (long) rounds * LEAST_CHANGES, report);
    }
  }

  /** One life of the service: it ends as soon as it has acknowledged that many changes. */
  private void writeUntilKilled(Path acknowledged, int changes) throws IOException {
    RunningService service = start();
    Process writer =
        python("write_until_killed.py", service, folder.resolve("ca.pem"))
            .start(ProcessBuilder.Redirect.PIPE);
    try (BufferedReader lines = writer.inputReader()) {
      int seen = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Files.writeString(acknowledged, line + "\n", StandardOpenOption.APPEND);
        if (++seen == changes) {
          service.kill();
        }
      }
      assertTrue(seen >= changes, "the writer ended early, after " + seen + " changes");
    } finally {
      writer.destroyForcibly();
      service.kill();
    }
  }

  private RunningService start() {
    return RunningService.start(Distribution.service(), folder.resolve("data"));
  }

  private static Command python(String script, RunningService service, Path argument) {
    Path file = Distribution.repository().resolve("packaging/src/test/python").resolve(script);
    return Command.of(PythonVenv.ready().python(), file, argument)
        .with("AWS_ENDPOINT_URL", service.api())
        .with("AWS_CA_BUNDLE", service.caCertificate())
        .with("AWS_SHARED_CREDENTIALS_FILE", service.rootCredentials())
        .with("AWS_CONFIG_FILE", "/dev/null")
        .with("AWS_DEFAULT_REGION", Neighbourhood.REGION);
  }
}
