package dev.grapnel.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.grapnel.testing.PythonVenv;
import dev.grapnel.testing.RunningService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands in the documentation, run as they are written, or at least understood. */
class DocsIT {
  /** Pages whose blocks are run, or say why not. */
  private static final List<String> RUNNABLE =
      List.of(
          "README.md",
          "docs/with-aws.md",
          "docs/without-aws.md",
          "docs/kubernetes.md",
          "docs/troubleshooting.md");

  private static final String BACKGROUND = "background: until the API listens";

  @TempDir Path folder = Path.of("");

  @Test
  void everyPage_callsOfOurPrograms_haveCommandsAndOptionsThatExist() throws IOException {
    Set<String> faults = new TreeSet<>();
    int calls = 0;
    for (DocPage page : DocPage.all()) {
      for (String line : page.commandLines()) {
        var command = DocumentedCommand.in(line);
        if (command.isPresent()) {
          calls++;
          String fault = command.get().fault();
          if (!fault.isEmpty()) {
            faults.add(page.name() + ": " + fault);
          }
        }
      }
    }
    assertEquals(Set.of(), faults);
    assertTrue(calls > 20, "calls found: " + calls);
  }

  @Test
  void runnablePages_blocksOfCommands_areRunOrSayWhyNot() throws IOException {
    List<String> faults = new ArrayList<>();
    for (String name : RUNNABLE) {
      DocPage page = DocPage.read(name);
      for (DocPage.Block block : page.blocks()) {
        boolean told =
            block.remark().matches("not run: .{5,}") || block.remark().equals(BACKGROUND);
        boolean run = block.isRun() && name.equals("docs/without-aws.md");
        boolean data = Set.of("text", "json", "toml", "yaml", "ini").contains(block.language());
        if (!told && !run && !data) {
          faults.add(name + ":" + block.line());
        }
      }
    }
    assertEquals(List.of(), faults, "neither run nor marked with <!-- not run: REASON -->");
  }

  @Test
  void withoutAws_fromNothingToCredentials_worksAsWritten() throws IOException {
    Tools.require("openssl");
    Tools.require("curl");
    DocPage page = DocPage.read("docs/without-aws.md");
    List<DocPage.Block> background =
        page.blocks().stream().filter(block -> block.remark().equals(BACKGROUND)).toList();
    assertEquals(1, background.size());
    assertEquals(
        "trust-anchor-service serve --data ./grapnel-data\n", background.getFirst().text());
    try (RunningService service =
        RunningService.start(Distribution.service(), folder.resolve("grapnel-data"))) {
      String address = service.api().getAuthority();
      String out = run(script(page).replace("127.0.0.1:8443", address));
      compare(page, out, address);
    }
  }

  /** The page's blocks in order, in one shell, each after a line that tells its number. */
  private static String script(DocPage page) {
    StringBuilder script = new StringBuilder("set -euo pipefail\n");
    for (int i = 0; i < page.blocks().size(); i++) {
      if (page.blocks().get(i).isRun()) {
        script.append("echo '@@").append(i).append("'\n").append(page.blocks().get(i).text());
      }
    }
    return script.append("echo '@@'\n").toString();
  }

  private String run(String script) throws IOException {
    for (String name : List.of("home", "run")) {
      Files.createDirectory(
          folder.resolve(name),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    Path file = Files.writeString(folder.resolve("page.sh"), script);
    Command.Ended ended =
        Command.of("bash", "-c", "cd '" + folder + "' && exec bash " + file)
            .with("PATH", path())
            .with("HOME", folder.resolve("home"))
            .with("XDG_RUNTIME_DIR", folder.resolve("run"))
            .with("AWS_PAGER", "")
            .with("AWS_EC2_METADATA_DISABLED", "true")
            .run();
    assertEquals(0, ended.exit(), ended.out() + ended.err());
    return ended.out();
  }

  private static String path() {
    return Distribution.tree().resolve("bin")
        + ":"
        + PythonVenv.ready().aws().getParent()
        + ":/usr/bin:/bin";
  }

  private static void compare(DocPage page, String out, String address) {
    int compared = 0;
    for (int i = 0; i + 1 < page.blocks().size(); i++) {
      DocPage.Block after = page.blocks().get(i + 1);
      if (page.blocks().get(i).isRun() && after.language().equals("text")) {
        String printed = out.replaceAll("(?s).*@@" + i + "\n(.*?)@@.*", "$1");
        assertLike(after.text().replace("127.0.0.1:8443", address), printed);
        compared++;
      }
    }
    assertTrue(compared >= 3, "outputs compared: " + compared);
  }

  /** Three dots stand for anything within a line; alone on a line, for any lines. */
  private static void assertLike(String expected, String printed) {
    String pattern =
        expected
            .lines()
            .map(
                line ->
                    line.equals("...")
                        ? "(?:.*\n)*?"
                        : java.util.Arrays.stream(line.split("\\.\\.\\.", -1))
                                .map(Pattern::quote)
                                .collect(Collectors.joining(".*"))
                            + "\n")
            .collect(Collectors.joining());
    assertTrue(Pattern.matches(pattern, printed), "expected\n" + expected + "\nfound\n" + printed);
  }

  @Test
  void readme_outputOfTheQuickstart_isAsShown() throws IOException {
    DocPage.Block shown =
        DocPage.read("README.md").blocks().stream()
            .filter(block -> block.remark().equals("quickstart"))
            .findFirst()
            .orElseThrow();
    // Where the tree is older than the sources, the quickstart would build it: not from within a
    // test.
    Path noMaven = Files.createDirectory(folder.resolve("bin"));
    Path mvn = Files.writeString(noMaven.resolve("mvn"), "#!/bin/sh\nexit 1\n");
    Files.setPosixFilePermissions(mvn, PosixFilePermissions.fromString("rwx------"));
    Command.Ended ended =
        Command.of(Distribution.repository().resolve("quickstart"))
            .with("PATH", noMaven + ":" + path())
            .with("HOME", folder)
            .with("TMPDIR", folder)
            .run();
    assertEquals(0, ended.exit(), ended.out() + ended.err());
    assertLike(shown.text(), ended.out());
  }
}
