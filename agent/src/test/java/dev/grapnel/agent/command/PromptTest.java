package dev.grapnel.agent.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.grapnel.agent.testing.AgentTree;
import dev.grapnel.agent.testing.IdentityFiles;
import dev.grapnel.agent.testing.PythonScript;
import dev.grapnel.agent.testing.RecordingService;
import dev.grapnel.testing.KeyKind;
import dev.grapnel.testing.TestCa;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A password is asked for at the terminal, also while an SDK reads standard output. */
class PromptTest {
  @TempDir Path folder;

  @Test
  void encryptedKey_withoutAPassword_isAskedForAtTheTerminal() throws Exception {
    try (RecordingService service = RecordingService.start()) {
      IdentityFiles files =
          IdentityFiles.write(folder, TestCa.root(KeyKind.P256).leaf("demo").issue());
      Path plain = Files.copy(files.key(), folder.resolve("plain.pem"));
      List<String> words =
          new ArrayList<>(
              List.of(
                  "openssl",
                  "pkcs8",
                  "-topk8",
                  "-in",
                  plain.toString(),
                  "-passout",
                  "pass:pass phrase"));
      words.addAll(List.of("-out", files.key().toString()));
      assertEquals(0, new ProcessBuilder(words).inheritIO().start().waitFor());
      List<Object> line =
          new ArrayList<>(List.of("pass phrase", AgentTree.create(folder).launcher()));
      line.addAll(files.commandLine(service, "--no-cache"));
      PythonScript.Ended ended =
          PythonScript.run(
              "at_a_terminal.py",
              Map.of("HOME", folder.toString(), "LANG", "C.UTF-8"),
              line.toArray());
      assertEquals(0, ended.exitCode(), ended.out());
      String terminal = ended.out().lines().findFirst().orElseThrow();
      assertTrue(terminal.startsWith("\"password of the private key: "), terminal);
      assertFalse(terminal.contains("phrase"), terminal);
      assertTrue(ended.out().contains("\n{\"Version\":1,\"AccessKeyId\":\"ASIATEST"), ended.out());
    }
  }
}
