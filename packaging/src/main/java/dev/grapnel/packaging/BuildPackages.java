package dev.grapnel.packaging;

import dev.grapnel.packaging.deb.DebPackage;
import dev.grapnel.packaging.oci.OciImage;
import dev.grapnel.packaging.payload.PackageFacts;
import dev.grapnel.packaging.payload.Payload;
import dev.grapnel.packaging.rpm.RpmPackage;
import dev.grapnel.packaging.usage.Completions;
import dev.grapnel.packaging.usage.HelpText;
import dev.grapnel.packaging.usage.ManPage;
import dev.grapnel.packaging.usage.Usage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The build's step that makes debs, rpms and container images of the runnable tree. */
public final class BuildPackages {
  private static final String HOME = "/usr/lib/grapnel";
  private static final String DATA = "/data";

  /**
   * The Corretto provider makes a folder for temporary files before it loads its library, which it
   * then finds unpacked: without a place for it, signatures would be verified by slower code.
   */
  private static final String CORRETTO_FOLDER =
      "-Dcom.amazon.corretto.crypto.provider.tmpdir=/dev/shm";

  private static final List<Integer> PORTS = List.of(8443, 9464);
  private static final List<String> SERVE =
      List.of("serve", "--data", DATA, "--listen", "0.0.0.0:8443", "--management", "0.0.0.0:9464");

  private final Programs programs;
  private final Path target;
  private final Instant modified;

  private BuildPackages(Programs programs, Instant modified) {
    this.programs = programs;
    this.modified = modified;
    target = programs.repository().resolve("packaging/target");
  }

  /**
   * Writes the packages into {@code packaging/target}.
   *
   * @param args the repository's folder and the version
   * @throws IOException if the tree is incomplete or a file cannot be written
   */
  public static void main(String[] args) throws IOException {
    Programs programs = new Programs(Path.of(args[0]), args[1]);
    Path tree = programs.repository().resolve("packaging/target/grapnel");
    new BuildPackages(programs, DistributionTree.stampOf(tree)).build();
  }

  private void build() throws IOException {
    PackageTexts texts = new PackageTexts(programs.repository(), programs.version(), modified);
    for (Program program : List.of(programs.agent(), programs.service())) {
      PackageFacts facts = texts.facts(program.command());
      Payload host = hostPayload(program, facts);
      new DebPackage(facts, host).write(target);
      new RpmPackage(facts, host).write(target);
      image(program, facts).write(target);
    }
  }

  /** What a host installs: the program, its link on the PATH, and the files kept for it. */
  private Payload hostPayload(Program program, PackageFacts facts) throws IOException {
    Payload payload = new Payload();
    addProgram(payload, program);
    payload.addLink("/usr/bin/" + program.command(), "../lib/grapnel/bin/" + program.command());
    payload.addTree(installFolder(program.command()), "");
    addManual(payload, facts);
    payload.addCompressedText(
        "/usr/share/doc/" + facts.name() + "/changelog.Debian.gz", facts.debianChangelog());
    return payload;
  }

  /** The manual page and the completions, from the help of the program in the tree. */
  private void addManual(Payload payload, PackageFacts facts) throws IOException {
    String name = facts.name();
    Usage usage = HelpText.ask(target.resolve("grapnel/bin").resolve(name), facts.summary());
    ManPage page = new ManPage(usage, facts.version(), facts.description(), modified);
    payload.addCompressedText("/usr/share/man/man1/" + name + ".1.gz", page.text());
    Completions completions = new Completions(usage);
    String share = "/usr/share/";
    payload.addText(share + "bash-completion/completions/" + name, completions.bash());
    payload.addText(share + "zsh/vendor-completions/_" + name, completions.zsh());
    payload.addText(share + "fish/vendor_completions.d/" + name + ".fish", completions.fish());
  }

  private void addProgram(Payload payload, Program program) throws IOException {
    Path tree = target.resolve("grapnel");
    payload.addFile(
        tree.resolve("bin").resolve(program.command()), HOME + "/bin/" + program.command());
    addLibraries(payload, program);
  }

  /**
   * The program's own folder. The service's AOT cache stays in the tree: it halves a start that
   * happens once a month, and with it the installed package would be half as large again.
   */
  private void addLibraries(Payload payload, Program program) throws IOException {
    payload.addTree(target.resolve("grapnel/lib").resolve(program.folder()), lib(program));
    payload.remove(HOME + "/lib/service/service.aot");
  }

  private Path installFolder(String command) {
    return programs.repository().resolve("packaging/src/main/install").resolve(command);
  }

  private static String lib(Program program) {
    return HOME + "/lib/" + program.folder();
  }

  private OciImage image(Program program, PackageFacts facts) throws IOException {
    Payload own = new Payload();
    addLibraries(own, program);
    Sbom sbom = new Sbom(facts, program.jars());
    own.addText(sbom.path(), sbom.json());
    if (!program.folder().equals("service")) {
      return new OciImage(
          facts,
          List.of(imageBase(), own),
          entrypoint(program),
          List.of("--help"),
          List.of(),
          List.of());
    }
    own.addFolder(DATA, 0700, OciImage.USER_ID);
    return new OciImage(
        facts, List.of(imageBase(), own), entrypoint(program), SERVE, List.of(DATA), PORTS);
  }

  /** What stands below the program: the C library, a user, and the points where others mount. */
  private Payload imageBase() throws IOException {
    Payload base = SystemLibraries.payload();
    base.addTree(installFolder("image"), "");
    for (String mountPoint : List.of("/dev", "/proc", "/sys")) {
      base.addFolder(mountPoint, 0755, 0);
    }
    base.addFolder("/tmp", 01777, 0);
    return base;
  }

  /** What the launcher would do, without a shell. */
  private static List<String> entrypoint(Program program) throws IOException {
    List<String> words = new ArrayList<>();
    words.add(lib(program) + "/runtime/bin/java");
    words.addAll(program.javaOptions(lib(program)));
    if (program.folder().equals("service")) {
      words.add(CORRETTO_FOLDER);
    }
    words.addAll(List.of("-cp", program.classPath(lib(program)), program.mainClass()));
    return words;
  }
}
