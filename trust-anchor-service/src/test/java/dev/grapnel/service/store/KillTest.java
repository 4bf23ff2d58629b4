package dev.grapnel.service.store;

import static dev.grapnel.service.store.Opened.ACCOUNT;
import static dev.grapnel.service.store.Opened.passed;
import static dev.grapnel.service.store.Opened.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.grapnel.service.refusal.Denial;
import dev.grapnel.service.refusal.Verdict;
import dev.grapnel.service.registry.TrustAnchor;
import dev.grapnel.testing.Scale;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code kill -9} in the middle of writes loses nothing that was acknowledged. */
@ParameterizedClass
@EnumSource(TestEngine.class)
class KillTest extends StoreTestBase {
  private final Map<String, String> acknowledged = new TreeMap<>();

  KillTest(TestEngine engine) {
    super(engine);
  }

  @Test
  @Timeout(value = 30, unit = TimeUnit.MINUTES)
  void killedWriter_losesNothingThatItAcknowledged() throws Exception {
    Random random = new Random(9);
    for (int round = 0; round < Scale.pick(2, 25); round++) {
      persistence.close();
      int before = acknowledged.size();
      writeAndKill(100 + random.nextInt(300));
      assertTrue(acknowledged.size() > before);
      persistence = Opened.open(settings, clock);
      acknowledged.forEach(this::requireKept);
    }
  }

  private void writeAndKill(int lines) throws IOException, InterruptedException {
    Process writer = start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(writer.getInputStream(), StandardCharsets.US_ASCII))) {
      for (int i = 0; i < lines; i++) {
        take(out.readLine());
      }
      // SIGKILL; the process's own method would also close the stream that is still to be read.
      assertTrue(writer.toHandle().destroyForcibly());
      String line;
      while ((line = out.readLine()) != null) {
        take(line);
      }
    }
    assertEquals(128 + 9, writer.waitFor());
  }

  /** The last line may be torn; a whole one ends with an id. */
  private void take(@Nullable String line) {
    if (line == null) {
      throw new AssertionError("the writer ended by itself");
    }
    String[] words = line.split(" ", 2);
    if (words.length == 2 && words[1].length() == 36) {
      acknowledged.put(words[1], words[0]);
    }
  }

  private void requireKept(String id, String last) {
    Verdict<TrustAnchor> found = control().trustAnchors().get(ACCOUNT, id);
    switch (last) {
      case "created" -> passed(found);
      case "tagged" -> assertEquals("yes", passed(found).tags().get("tagged"), id);
      case "deleting" -> {} // The kill came before the answer: either is right.
      case "deleted" -> refused(Denial.NotFound.class, found);
      default -> throw new AssertionError("the writer says " + last);
    }
  }

  private Process start() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(KilledWriter.class.getName());
    command.add(settings.data().toString());
    settings.postgres().ifPresent(postgres -> command.add(postgres.url()));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }
}
