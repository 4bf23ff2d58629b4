package dev.grapnel.packaging;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A fresh Debian of the smallest kind, as debootstrap makes it, with processes, mounts and a
 * loopback network of its own: what listens there is in nobody's way.
 */
final class DebianRoot implements AutoCloseable {
  private static final String SUITE = "bookworm";
  private static final String MIRROR = "http://deb.debian.org/debian";

  /** Waits until it is ended, and with it everything that runs inside. */
  private static final String HOLD = "ip link set lo up && echo ready && exec sleep 1000000";

  /**
   * As a hardened unit sees the system: nothing can be written but state and runtime folders and
   * {@code /tmp}, and no file there can be executed.
   */
  private static final String HARDEN =
      """
      mount --rbind "$0" "$0" && mount -t tmpfs -o noexec,nosuid,nodev,mode=1777 tmpfs "$0/tmp" || exit 99
      for folder in run var/lib; do
        mount --bind "$0/$folder" "$0/$folder" || exit 99
        mount -o remount,bind,noexec,nosuid,nodev "$0/$folder" || exit 99
      done
      mount -o remount,bind,ro "$0" && exec chroot "$0" "$@"
      """;

  private final Path root;
  private final Process holder;
  private final String inside;

  private DebianRoot(Path root, Process holder, String inside) {
    this.root = root;
    this.holder = holder;
    this.inside = inside;
  }

  /** A root of its own in that folder; needs to be root here. */
  static DebianRoot fresh(Path folder) throws IOException {
    Assumptions.assumeTrue(
        Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0),
        "skipped: chroot and dpkg need root");
    Path base = base();
    Tools.require("nsenter");
    Tools.require("setpriv");
    Tools.require("ip");
    // Other users go through it.
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
    Path root = folder.resolve("root");
    Command.of("cp", "-a", base, root).output();
    Process holder =
        Command.of(
                Tools.require("unshare"),
                "--net",
                "--mount",
                "--pid",
                "--fork",
                "--kill-child",
                "--mount-proc=" + root.resolve("proc"),
                "sh",
                "-c",
                HOLD)
            .with("PATH", "/usr/sbin:/usr/bin:/sbin:/bin")
            .start(ProcessBuilder.Redirect.PIPE);
    if (!"ready".equals(holder.inputReader().readLine())) {
      throw new IOException("no namespaces can be made here");
    }
    long inside = holder.toHandle().children().findFirst().orElseThrow().pid();
    return new DebianRoot(root, holder, Long.toString(inside));
  }

  /** Made once a build machine; {@code .ci/run} begins with it. */
  private static Path base() throws IOException {
    Path base = Distribution.repository().resolve("packaging/target/debian-root");
    if (!Files.exists(base)) {
      Path making = base.resolveSibling("debian-root." + ProcessHandle.current().pid());
      Command.of(
              Tools.require("debootstrap"), "--variant=minbase", SUITE, making.toString(), MIRROR)
          .with("PATH", "/usr/sbin:/usr/bin:/sbin:/bin")
          .run();
      if (!Files.exists(making.resolve("usr/bin/dpkg"))) {
        throw new IOException("debootstrap failed: see " + making + "/debootstrap/debootstrap.log");
      }
      Files.move(making, base);
    }
    return base;
  }

  Path path() {
    return root;
  }

  /** That file of the root. */
  Path file(String path) {
    return root.resolve(path.substring(1));
  }

  /** A command inside, as root. */
  Command inside(Object... words) {
    return enter("--mount", "--pid").and("chroot", root.toString()).and(texts(words));
  }

  /** A command inside as that user and group, and in those further groups alone. */
  Command insideAs(String user, String group, List<String> groups, Object... words) {
    return inside(setUser(user, group, groups)).and(texts(words));
  }

  /** The same where the system is read-only and what can be written cannot be executed. */
  Command hardenedAs(String user, String group, List<String> groups, Object... words) {
    return enter("--mount", "--pid")
        .and("unshare", "--mount", "sh", "-c", HARDEN, root.toString())
        .and(texts(setUser(user, group, groups)))
        .and(texts(words));
  }

  private static Object[] setUser(String user, String group, List<String> groups) {
    List<String> all = new ArrayList<>(groups);
    all.addFirst(group);
    return new Object[] {
      "setpriv",
      "--reuid=" + user,
      "--regid=" + group,
      "--groups=" + String.join(",", all),
      "--no-new-privs"
    };
  }

  /** A command of this machine that sees the root's network, as that user of the root. */
  Command besideAs(String user, Object... words) {
    String uid = inside("id", "-u", user).output().strip();
    String gid = inside("id", "-g", user).output().strip();
    String groups = inside("id", "-G", user).output().strip().replace(' ', ',');
    return enter()
        .and("setpriv", "--reuid=" + uid, "--regid=" + gid, "--groups=" + groups)
        .and(texts(words));
  }

  private Command enter(String... namespaces) {
    return Command.of(Tools.require("nsenter"), "--target", inside, "--net")
        .and(namespaces)
        .with("PATH", "/usr/sbin:/usr/bin:/sbin:/bin")
        .withAll(Map.of("DEBIAN_FRONTEND", "noninteractive", "LC_ALL", "C.UTF-8"));
  }

  /** What dpkg says while it does that. */
  String dpkg(Object... words) {
    return inside("dpkg").and(texts(words)).output();
  }

  /** Puts a copy of the package where dpkg finds it and removes it afterwards. */
  String install(Path deb, String... options) throws IOException {
    Path copy = Files.copy(deb, root.resolve("tmp").resolve(deb.getFileName()));
    try {
      return inside("dpkg").and(options).and("-i", "/tmp/" + copy.getFileName()).output();
    } finally {
      Files.delete(copy);
    }
  }

  /** Every path, but for what dpkg and adduser keep of what they have done. */
  NavigableSet<String> files() throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.map(path -> root.relativize(path).toString())
          .filter(path -> !path.startsWith("proc/") && !path.equals("run/adduser"))
          .filter(path -> !path.startsWith("var/lib/dpkg/") && !path.startsWith("var/log/"))
          .filter(path -> !(path.startsWith("etc/") && path.endsWith("-")))
          .collect(TreeSet::new, TreeSet::add, TreeSet::addAll);
    }
  }

  /** The mode, the owner and the group of a file, as the root's own names. */
  String access(String path) {
    return inside("stat", "-c", "%a %U:%G", path).output().strip();
  }

  private static String[] texts(Object... words) {
    return Arrays.stream(words).map(Object::toString).toArray(String[]::new);
  }

  @Override
  public void close() {
    holder.destroyForcibly();
    try {
      holder.waitFor();
      // JUnit's own way takes its time over some ten thousand files.
      Command.of("rm", "-rf", "--one-file-system", root).output();
    } catch (InterruptedException e) {
      throw new UncheckedIOException(new IOException("interrupted", e));
    }
  }
}
