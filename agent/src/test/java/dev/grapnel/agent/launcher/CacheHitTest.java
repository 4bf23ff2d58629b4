package dev.grapnel.agent.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.grapnel.agent.testing.AgentTree;
import dev.grapnel.agent.testing.IdentityFiles;
import dev.grapnel.agent.testing.InProcess;
import dev.grapnel.agent.testing.RecordingService;
import dev.grapnel.testing.KeyKind;
import dev.grapnel.testing.Scale;
import dev.grapnel.testing.TestCa;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CacheHitTest {
  @TempDir Path folder;
  private AgentTree tree;
  private RecordingService service;
  private IdentityFiles files;
  private Map<String, String> environment;

  @BeforeEach
  void setUp() throws IOException {
    tree = AgentTree.create(folder);
    service = RecordingService.start();
    files = IdentityFiles.write(folder, TestCa.root(KeyKind.P256).leaf("demo").issue());
    environment = new HashMap<>(Map.of("HOME", folder.toString()));
  }

  @AfterEach
  void tearDown() {
    service.close();
    assertEquals(List.of(), service.faults());
  }

  private Path cache() {
    return folder.resolve(".cache/grapnel-agent");
  }

  private Path entry() throws IOException {
    try (Stream<Path> all = Files.list(cache())) {
      return all.filter(p -> p.getFileName().toString().startsWith("r")).findFirst().orElseThrow();
    }
  }

  private AgentTree.Run run(String... more) throws IOException, InterruptedException {
    return run(List.of(), more);
  }

  private AgentTree.Run run(List<String> shell, String... more)
      throws IOException, InterruptedException {
    return tree.run(shell, folder, environment, files.commandLine(service, more));
  }

  /** Fills the cache as the program does, but in this JVM. */
  private AgentTree.Run fill(String... more) throws InterruptedException {
    AgentTree.Run result =
        InProcess.run(
            InstantSource.system(), folder, environment, files.commandLine(service, more));
    assertEquals(0, result.exitCode(), result.err());
    return result;
  }

  /** Fills the cache, does something to it, and requires that the program is asked again. */
  private void assertMissAfter(ThrowingAction change) throws Exception {
    AgentTree.Run first = fill();
    environment.put("ONLY_COUNT", "1");
    assertEquals(first, run());
    assertEquals(0, tree.jvmStarts());
    change.run();
    run();
    assertEquals(1, tree.jvmStarts());
  }

  private interface ThrowingAction {
    void run() throws Exception;
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "dash", "bash", "bash --posix", "busybox sh"})
  void hit_inEveryShell_startsNoJvm(String shell) throws Exception {
    List<String> command = shell.isEmpty() ? List.of() : List.of(shell.split(" ", -1));
    assumeTrue(command.isEmpty() || isInstalled(command.getFirst()), shell + " is not installed");
    AgentTree.Run cold = fill();
    for (int i = 0; i < 3; i++) {
      assertEquals(new AgentTree.Run(0, cold.out(), ""), run(command));
    }
    assertEquals(1, service.requests().size());
    assertEquals(0, tree.jvmStarts());
  }

  private static boolean isInstalled(String program) {
    return Stream.of("/bin", "/usr/bin").anyMatch(d -> Files.isExecutable(Path.of(d, program)));
  }

  @Test
  void manyCalls_onAColdCache_createOneSession() throws Exception {
    service.respondWith(
        (number, exchange) -> {
          Thread.sleep(300);
          RecordingService.issuing(Duration.ofHours(1)).respond(number, exchange);
        });
    int calls = Scale.pick(16, 50);
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < calls; i++) {
      processes.add(tree.start(List.of(), folder, environment, files.commandLine(service)));
    }
    Set<String> answers = new HashSet<>();
    for (Process process : processes) {
      AgentTree.Run result = AgentTree.result(process);
      assertEquals(0, result.exitCode(), result.err());
      answers.add(result.out());
    }
    assertEquals(1, answers.size());
    assertEquals(1, service.requests().size());
    int started = tree.jvmStarts();
    for (int i = 0; i < calls; i++) {
      assertEquals(answers, Set.of(run().out()));
    }
    assertEquals(1, service.requests().size());
    assertEquals(started, tree.jvmStarts());
  }

  @Test
  void manyCalls_thatFail_askOnce() throws Exception {
    service.respondWith(
        (number, exchange) -> {
          Thread.sleep(2_000);
          RecordingService.refusing(403, "AccessDeniedException", "not you")
              .respond(number, exchange);
        });
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      processes.add(tree.start(List.of(), folder, environment, files.commandLine(service)));
    }
    for (Process process : processes) {
      AgentTree.Run result = AgentTree.result(process);
      assertEquals(1, result.exitCode());
      assertEquals("", result.out());
      assertTrue(result.err().contains("AccessDeniedException: not you"), result.err());
    }
    assertEquals(1, service.requests().size());
  }

  @Test
  void noCache_isGiven_neitherReadsNorWrites() throws Exception {
    fill("--no-cache");
    assertTrue(Files.notExists(cache()));
    fill();
    fill("--no-cache");
    assertEquals(3, service.requests().size());
    environment.put("ONLY_COUNT", "1");
    run("--no-cache");
    assertEquals(1, tree.jvmStarts());
  }

  @Test
  void hit_withTheRuntimeFolder_isThere() throws Exception {
    Path runtime = Files.createDirectory(folder.resolve("runtime"));
    environment.put("XDG_RUNTIME_DIR", runtime.toString());
    fill();
    run();
    assertEquals(0, tree.jvmStarts());
    assertTrue(Files.isDirectory(runtime.resolve("grapnel-agent")));
  }

  @Test
  void miss_afterTheCertificateChanged() throws Exception {
    assertMissAfter(
        () ->
            Files.setLastModifiedTime(
                files.certificate(), FileTime.from(Instant.now().plusSeconds(2))));
  }

  @Test
  void miss_afterTheKeyWasReplacedByAnOlderFile() throws Exception {
    assertMissAfter(
        () -> {
          Path other = folder.resolve("other.pem");
          Files.copy(files.key(), other);
          Files.setLastModifiedTime(other, FileTime.from(Instant.now().minusSeconds(1_000)));
          Files.move(other, files.key(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        });
  }

  @Test
  void miss_afterTheKeyIsGone_fails() throws Exception {
    fill();
    Files.delete(files.key());
    AgentTree.Run result = run();
    assertEquals(1, result.exitCode());
    assertEquals("", result.out());
    assertTrue(result.err().startsWith("error: "), result.err());
  }

  @Test
  void miss_onceTheEntryIsDue() throws Exception {
    assertMissAfter(
        () -> {
          Instant changed = Files.getLastModifiedTime(entry()).toInstant();
          List<String> lines = new ArrayList<>(Files.readAllLines(entry()));
          lines.set(3, Long.toString(Instant.now().getEpochSecond()));
          Files.write(entry(), lines);
          Files.setLastModifiedTime(entry(), FileTime.from(changed));
        });
  }

  @Test
  void miss_withAnEntryOthersMayRead() throws Exception {
    assertMissAfter(
        () -> Files.setPosixFilePermissions(entry(), PosixFilePermissions.fromString("rw-r--r--")));
  }

  @Test
  void miss_withAFolderOthersMayEnter() throws Exception {
    assertMissAfter(
        () -> Files.setPosixFilePermissions(cache(), PosixFilePermissions.fromString("rwxr-xr-x")));
  }

  @Test
  void miss_withASymbolicLinkForAnEntry() throws Exception {
    assertMissAfter(
        () -> {
          Path real = folder.resolve("elsewhere");
          Path entry = entry();
          Files.move(entry, real);
          Files.createSymbolicLink(entry, real);
        });
  }

  @Test
  void miss_withASymbolicLinkForTheFolder() throws Exception {
    assertMissAfter(
        () -> {
          Path real = folder.resolve("elsewhere");
          Files.move(cache(), real);
          Files.createSymbolicLink(cache(), real);
        });
  }

  @Test
  void miss_withAnEntryOfAnotherUser() throws Exception {
    assumeTrue("root".equals(System.getProperty("user.name")), "only root can give files away");
    assertMissAfter(() -> Files.setAttribute(entry(), "unix:uid", 65_534));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "grapnel-agent cache 1",
        "",
        "\u0000\u0000",
        "$(touch hacked)\n`touch hacked`\n",
        "grapnel-agent cache 1\nx\n\n99999999999999999999\n.\n{}\n"
      })
  void miss_withAMangledEntry(String text) throws Exception {
    assertMissAfter(
        () -> {
          Instant changed = Files.getLastModifiedTime(entry()).toInstant();
          Files.writeString(entry(), text);
          Files.setLastModifiedTime(entry(), FileTime.from(changed));
        });
    assertTrue(Files.notExists(folder.resolve("hacked")));
  }

  @Test
  void miss_withATruncatedEntry() throws Exception {
    fill();
    environment.put("ONLY_COUNT", "1");
    String whole = Files.readString(entry());
    int seen = tree.jvmStarts();
    for (int length = 1; length < whole.length(); length += whole.length() / 7) {
      Files.writeString(entry(), whole.substring(0, length));
      assertEquals("", run().out());
      assertEquals(++seen, tree.jvmStarts(), "with " + length + " characters");
    }
  }

  @Test
  void otherRequest_isAnotherEntry() throws Exception {
    AgentTree.Run first = fill();
    AgentTree.Run other = fill("--session-duration", "900");
    assertEquals(other, run("--session-duration", "900"));
    environment.put("AWS_USE_FIPS_ENDPOINT", "true");
    AgentTree.Run third = fill();
    assertEquals(3, Set.of(first.out(), other.out(), third.out()).size());
    assertEquals(3, service.requests().size());
  }

  @Test
  void relativePath_belongsToItsDirectory() throws Exception {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    IdentityFiles.write(elsewhere, TestCa.root(KeyKind.P256).leaf("other").issue());
    IdentityFiles relative = new IdentityFiles(Path.of("certificate.pem"), Path.of("key.pem"));
    List<String> line = relative.commandLine(service);
    String here = tree.run(List.of(), folder, environment, line).out();
    String there = tree.run(List.of(), elsewhere, environment, line).out();
    environment.put("PWD", elsewhere.toString());
    assertEquals(here, tree.run(List.of(), folder, environment, line).out());
    assertEquals(there, tree.run(List.of(), elsewhere, environment, line).out());
    assertEquals(2, tree.jvmStarts());
  }

  @Test
  void argumentsThatJoinAlike_areDifferent() throws Exception {
    String out = fill("--role-session-name", "aa", "--region", "bb").out();
    environment.put("ONLY_COUNT", "1");
    assertEquals("", run("--role-session-name=aa", "--region=bb").out());
    assertEquals("", run("--role-session-name\taa", "--region\tbb").out());
    assertEquals("", run("--role-session-name", "aa\t--region", "bb").out());
    assertEquals(out, run("--role-session-name", "aa", "--region", "bb").out());
  }

  @Test
  void hostileEnvironment_changesNothing() throws Exception {
    AgentTree.Run cold = fill();
    Path trap = Files.createDirectories(folder.resolve("trap"));
    for (String name : List.of("stat", "date", "readlink", "cat", "printf")) {
      Path program = trap.resolve(name);
      Files.writeString(program, "#!/bin/sh\ntouch " + folder.resolve("hacked") + "\n");
      Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    String script = folder.resolve("trap/script").toString();
    Files.writeString(Path.of(script), "touch " + folder.resolve("hacked") + "\n");
    environment.put("PATH", trap + ":" + System.getenv("PATH"));
    environment.put("IFS", "/:-a");
    environment.put("ENV", script);
    environment.put("BASH_ENV", script);
    environment.put("CDPATH", "/:/tmp");
    environment.put("BASH_FUNC_printf%%", "() { touch " + folder.resolve("hacked") + "; }");
    environment.put("BASH_FUNC_stat%%", "() { touch " + folder.resolve("hacked") + "; }");
    environment.put("folder", "/nowhere");
    environment.put("until", "99999999999");
    environment.put("now", "0");
    environment.put("TZ", "XXX+23:59");
    environment.put("LC_ALL", "C.UTF-8");
    assertEquals(new AgentTree.Run(0, cold.out(), ""), run());
    if (isInstalled("bash")) {
      assertEquals(new AgentTree.Run(0, cold.out(), ""), run(List.of("bash", "--posix")));
    }
    assertTrue(Files.notExists(folder.resolve("hacked")));
    assertEquals(0, tree.jvmStarts());
  }

  @Test
  void noHome_worksWithoutACache() throws Exception {
    environment.remove("HOME");
    fill();
    assertEquals(0, run().exitCode());
    assertEquals(2, service.requests().size());
  }

  @Test
  void javaOptionsOfOthers_areNotOurs() throws Exception {
    environment.put("JAVA_TOOL_OPTIONS", "-XX:+UseParallelGC");
    AgentTree.Run result = run();
    assertEquals(0, result.exitCode(), result.err());
    assertEquals("", result.err());
  }

  @Test
  void password_isNotTheProgramsOfExec() throws Exception {
    environment.put("GRAPNEL_KEY_PASSWORD", "hunter2");
    List<String> line = new ArrayList<>(files.commandLine(service, "--", "/bin/sh", "-c", "env"));
    line.set(0, "exec");
    AgentTree.Run result = tree.run(List.of(), folder, environment, line);
    assertEquals(0, result.exitCode(), result.err());
    assertTrue(result.out().contains("AWS_ACCESS_KEY_ID=ASIATEST"), result.out());
    assertFalse(result.out().contains("hunter2"), result.out());
  }

  /** A shell that is told a name alone looks for it on the PATH, but says nothing of where. */
  @Test
  void startedByItsNameAlone_takesNothingFromTheWorkingDirectory() throws Exception {
    assumeTrue(isInstalled("bash"), "bash is not installed");
    Path elsewhere = Files.createDirectories(folder.resolve("elsewhere/bin"));
    Path library = Files.createDirectories(folder.resolve("elsewhere/lib/agent"));
    Path marker = folder.resolve("marker");
    Files.writeString(library.resolve("find-java.sh"), "echo >'" + marker + "'\nexit 9\n");
    ProcessBuilder builder =
        new ProcessBuilder("bash", "grapnel-agent", "version").directory(elsewhere.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", tree.launcher().getParent() + ":/usr/bin:/bin");
    AgentTree.Run found = AgentTree.result(builder.start());
    assertEquals(0, found.exitCode(), found.err());
    builder.environment().put("PATH", "/usr/bin:/bin");
    Files.copy(tree.launcher(), elsewhere.resolve("grapnel-agent"));
    AgentTree.Run refused = AgentTree.result(builder.start());
    assertEquals(1, refused.exitCode(), refused.err());
    assertTrue(refused.err().contains("start it by its path"), refused.err());
    assertFalse(Files.exists(marker));
  }
}
