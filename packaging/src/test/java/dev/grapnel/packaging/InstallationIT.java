package dev.grapnel.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.grapnel.testing.KeyKind;
import dev.grapnel.testing.PythonVenv;
import dev.grapnel.testing.TestCa;
import dev.grapnel.testing.TestIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The debs in the life of a host: installed in a fresh Debian, used by its users, upgraded, removed
 * and purged. Each step goes on where the one before has ended.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class InstallationIT {
  private static final List<String> PROGRAMS = List.of("grapnel-agent", "trust-anchor-service");
  private static final String SOCKET = "/run/grapnel-agent/agent.sock";
  private static final String AGENT_CONFIGURATION = "/etc/grapnel/grapnel-agent.toml";
  private static final String IDENTITY = "/etc/grapnel/identity/";

  private Path folder;
  private DebianRoot debian;
  private NavigableSet<String> before;

  @BeforeAll
  void makeRoot(@TempDir Path folder) throws IOException {
    this.folder = folder;
    debian = DebianRoot.fresh(folder);
    before = debian.files();
  }

  @AfterAll
  void removeRoot() {
    if (debian != null) {
      debian.close();
    }
  }

  @Test
  @Order(1)
  void install_freshDebian_makesUsersGroupsFoldersAndConffiles() throws IOException {
    for (String program : PROGRAMS) {
      debian.install(deb(program));
    }
    assertEquals("", debian.dpkg("--audit"));
    assertEquals("", debian.dpkg("--verify"));
    assertEquals("644 root:root", debian.access(AGENT_CONFIGURATION));
    assertEquals("750 root:grapnel-agent", debian.access("/etc/grapnel/identity"));
    assertEquals(
        "700 trust-anchor-service:trust-anchor-service",
        debian.access("/var/lib/trust-anchor-service"));
    for (String program : PROGRAMS) {
      String conffiles = debian.dpkg("--status", program);
      assertTrue(conffiles.contains(" /etc/grapnel/" + program + ".toml "), conffiles);
      assertEquals(
          "/usr/sbin/nologin",
          debian.inside("getent", "passwd", program).output().strip().replaceAll(".*:", ""));
      assertEquals(program, debian.inside("id", "-Gn", program).output().strip());
    }
    assertEquals("", members("grapnel-credentials"), "nobody gets credentials unasked");
  }

  @Test
  @Order(2)
  void sizes_installedPrograms_keepTheirLimits() {
    long agent = mebibytes("agent");
    long service = mebibytes("service");
    System.out.printf("installed: agent %d MiB, service %d MiB%n", agent, service);
    assertTrue(agent <= 90, "agent: " + agent);
    assertTrue(service <= 130, "service: " + service);
  }

  @Test
  @Order(3)
  void cache_installedPath_isAccepted() throws IOException {
    Command.Ended ended =
        debian
            .inside("grapnel-agent", "version")
            .with("GRAPNEL_JAVA_OPTIONS", "-XX:AOTMode=on -Xlog:class+load:file=/tmp/loaded")
            .run();
    assertEquals(0, ended.exit(), ended.err());
    List<String> loaded = Files.readAllLines(debian.file("/tmp/loaded"));
    Files.delete(debian.file("/tmp/loaded"));
    long cached = loaded.stream().filter(line -> line.contains("shared objects file")).count();
    assertTrue(cached > loaded.size() * 9 / 10, cached + " of " + loaded.size());
  }

  @Test
  @Order(3)
  void cache_thatDoesNotFit_isLeftUnusedWithoutAWord() throws IOException {
    Path cache = debian.file("/usr/lib/grapnel/lib/agent/agent.aot");
    byte[] good = Files.readAllBytes(cache);
    FileTime built = Files.getLastModifiedTime(cache);
    Files.write(cache, new byte[] {1, 2, 3});
    Files.setLastModifiedTime(cache, built);
    Command.Ended ended = debian.inside("grapnel-agent", "version").run();
    Files.write(cache, good);
    Files.setLastModifiedTime(cache, built);
    assertEquals(0, ended.exit(), ended.err());
    assertEquals(Distribution.version(), ended.out().strip());
    assertEquals("", ended.err());
  }

  @Test
  @Order(4)
  void daemon_shippedConfigurationAndCertificate_isReady() throws IOException {
    InstalledService service = InstalledService.start(debian, folder);
    TestCa ca = TestCa.root("Installation CA", KeyKind.P256);
    TestIdentity workload = ca.leaf("host-1").issue();
    writeIdentity("workload.pem", workload.pem());
    writeIdentity("workload.key", workload.keyPkcs8Pem());
    writeIdentity("service-ca.pem", Files.readString(service.caCertificate()));
    String profile =
        """

        [profile.default]
        certificate = "/etc/grapnel/identity/workload.pem"
        private-key = "/etc/grapnel/identity/workload.key"
        ca-bundle = "/etc/grapnel/identity/service-ca.pem"
        endpoint = "%s"
        %s\
        """
            .formatted(InstalledService.ENDPOINT, service.register(ca));
    Files.writeString(debian.file(AGENT_CONFIGURATION), profile, StandardOpenOption.APPEND);
    Path log = folder.resolve("agent.log");
    Process daemon = startDaemon(log);
    InstalledService.await(
        "the agent is ready",
        () -> {
          try {
            return Files.readString(log).contains(" ready ") || !daemon.isAlive();
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        });
    assertTrue(Files.readString(log).contains("credentials refreshed"), Files.readString(log));
    assertEquals("660 grapnel-agent:grapnel-credentials", debian.access(SOCKET));
  }

  @Test
  @Order(5)
  void nativeLibraries_readOnlySystemWithNoexecTmp_areLoadedFromThePackage() {
    String maps = debian.inside("sh", "-c", "cat /proc/[0-9]*/maps").output();
    for (String library : List.of("sqlitejdbc", "netty_tcnative", "epoll", "CorrettoCrypto")) {
      assertTrue(
          maps.lines()
              .anyMatch(
                  line ->
                      line.contains("/usr/lib/grapnel/lib/service/native/")
                          && line.contains(library)),
          library);
    }
    String unpacked = ".* /(tmp|var/lib|run)/.*\\.so";
    List<String> foreign =
        maps.replace(debian.path().toString(), "")
            .lines()
            .filter(line -> line.matches(unpacked))
            .toList();
    assertEquals(List.of(), foreign);
  }

  @Test
  @Order(5)
  void credentialProcess_memberOfTheGroup_getsCredentials() throws IOException {
    debian.inside("useradd", "--create-home", "--groups", "grapnel-credentials", "alice").output();
    Command.Ended ended = askDaemon("alice", List.of("grapnel-credentials"));
    assertEquals(0, ended.exit(), ended.err());
    assertTrue(ended.out().startsWith("{\"Version\":1,\"AccessKeyId\":\"ASIA"), "no credentials");
  }

  @Test
  @Order(6)
  void awsCli_memberOfTheGroup_isTheRoleSession() throws IOException {
    Path home = debian.file("/home/alice");
    Path config = home.resolve("aws-config");
    Files.writeString(
        config,
        "[default]\nregion = us-east-1\ncredential_process = %s credential-process --profile default --socket %s%n"
            .formatted(debian.file("/usr/lib/grapnel/bin/grapnel-agent"), debian.file(SOCKET)));
    String ca = Files.readString(debian.file(IDENTITY + "service-ca.pem"));
    Path bundle = Files.writeString(home.resolve("ca.pem"), ca);
    String arn =
        debian
            .besideAs("alice", PythonVenv.ready().aws(), "sts", "get-caller-identity")
            .and("--query", "Arn", "--output", "text")
            .with("HOME", home)
            .with("AWS_CONFIG_FILE", config)
            .with("AWS_CA_BUNDLE", bundle)
            .with("AWS_ENDPOINT_URL", InstalledService.ENDPOINT)
            .with("AWS_EC2_METADATA_DISABLED", "true")
            .output();
    assertTrue(arn.contains(":assumed-role/workload/"), arn);
  }

  @Test
  @Order(7)
  void credentialProcess_anotherUser_isToldWhichGroupItTakes() {
    debian.inside("useradd", "--create-home", "mallory").output();
    Command.Ended ended = askDaemon("mallory", List.of());
    assertEquals(1, ended.exit(), ended.err());
    assertEquals("", ended.out());
    assertTrue(ended.err().contains("grapnel-credentials"), ended.err());
    Command.Ended key =
        debian
            .insideAs("alice", "alice", List.of("grapnel-credentials"), "cat")
            .and(IDENTITY + "workload.key")
            .run();
    assertNotEquals(0, key.exit(), "who gets credentials must not get the key");
  }

  @Test
  @Order(8)
  void upgrade_editedConffile_isKept() throws IOException {
    String edited = Files.readString(debian.file(AGENT_CONFIGURATION));
    for (String program : PROGRAMS) {
      String said = debian.install(nextRevision(program), "--force-confold");
      assertTrue(said.contains("over (" + Distribution.version() + "-1)"), said);
      assertEquals("", debian.dpkg("--audit"));
    }
    assertEquals(edited, Files.readString(debian.file(AGENT_CONFIGURATION)));
    assertTrue(
        Files.readString(debian.file("/etc/grapnel/trust-anchor-service.toml"))
            .contains("a setting of the next revision"));
    assertEquals(
        "700 trust-anchor-service:trust-anchor-service",
        debian.access("/var/lib/trust-anchor-service"));
    Command.Ended ended = askDaemon("alice", List.of("grapnel-credentials"));
    assertEquals(0, ended.exit(), "the daemon that runs goes on: " + ended.err());
  }

  @Test
  @Order(9)
  void remove_thenPurge_leavesNothing() throws IOException {
    // What systemd does at the removal: all but the root's own first process end.
    debian.inside("sh", "-c", "kill -TERM -1").run();
    InstalledService.await(
        "the programs end",
        () -> debian.inside("sh", "-c", "grep -lsx java /proc/[0-9]*/comm").run().exit() != 0);
    debian.dpkg("--remove", "grapnel-agent", "trust-anchor-service");
    assertTrue(Files.exists(debian.file(AGENT_CONFIGURATION)), "remove keeps the configuration");
    assertTrue(
        Files.exists(debian.file("/var/lib/trust-anchor-service/root-credentials")),
        "remove keeps the state");
    assertFalse(Files.exists(debian.file("/usr/lib/grapnel")));
    // What the administrator and the test itself have brought.
    debian.inside("userdel", "--remove", "alice").run();
    debian.inside("userdel", "--remove", "mallory").run();
    debian.inside("sh", "-c", "rm -r /run/grapnel-agent " + IDENTITY + "*").output();
    debian.dpkg("--purge", "grapnel-agent", "trust-anchor-service");
    assertEquals(List.of(), left());
    for (String name : List.of("grapnel-agent", "trust-anchor-service", "grapnel-credentials")) {
      assertEquals(2, debian.inside("getent", "passwd", name).run().exit(), name);
      assertEquals(2, debian.inside("getent", "group", name).run().exit(), name);
    }
  }

  private List<String> left() throws IOException {
    NavigableSet<String> after = new TreeSet<>(debian.files());
    after.removeAll(before);
    try (Stream<Path> info = Files.list(debian.file("/var/lib/dpkg/info"))) {
      info.map(file -> file.getFileName().toString())
          .filter(name -> PROGRAMS.stream().anyMatch(name::startsWith))
          .forEach(after::add);
    }
    return new ArrayList<>(after);
  }

  /** As systemd would: the folders, the user and the groups of the unit. */
  private Process startDaemon(Path log) throws IOException {
    SystemdUnit unit =
        SystemdUnit.read(debian.file("/usr/lib/systemd/system/grapnel-agent.service"));
    String user = unit.value("User");
    String group = unit.value("Group");
    debian
        .inside("install", "-d", "-o", user, "-g", group, "-m", unit.value("RuntimeDirectoryMode"))
        .and("/run/" + unit.value("RuntimeDirectory"))
        .output();
    return debian
        .hardenedAs(
            user, group, unit.words("SupplementaryGroups"), unit.words("ExecStart").toArray())
        .with("RUNTIME_DIRECTORY", "/run/" + unit.value("RuntimeDirectory"))
        .start(ProcessBuilder.Redirect.to(log.toFile()));
  }

  private Command.Ended askDaemon(String user, List<String> groups) {
    return debian
        .insideAs(user, user, groups, "grapnel-agent", "credential-process")
        .and("--profile", "default", "--socket", SOCKET)
        .with("HOME", "/home/" + user)
        .run();
  }

  private void writeIdentity(String name, String text) throws IOException {
    Files.writeString(debian.file(IDENTITY + name), text);
    debian.inside("chgrp", "grapnel-agent", IDENTITY + name).output();
    debian.inside("chmod", "0640", IDENTITY + name).output();
  }

  private String members(String group) {
    return debian.inside("getent", "group", group).output().strip().replaceAll(".*:", "");
  }

  private long mebibytes(String program) {
    String bytes = debian.inside("du", "-sb", "/usr/lib/grapnel/lib/" + program).output();
    return Long.parseLong(bytes.substring(0, bytes.indexOf('\t'))) / (1 << 20);
  }

  /** The same program as a later package, with another text in its configuration. */
  private Path nextRevision(String program) throws IOException {
    Path unpacked = folder.resolve(program + "-next");
    Command.of("dpkg-deb", "-R", deb(program), unpacked).output();
    Path control = unpacked.resolve("DEBIAN/control");
    String version = "Version: " + Distribution.version();
    Files.writeString(control, Files.readString(control).replace(version + "-1", version + "-2"));
    Files.writeString(
        unpacked.resolve("etc/grapnel/" + program + ".toml"),
        "# a setting of the next revision\n",
        StandardOpenOption.APPEND);
    Path next = folder.resolve(program + "-next.deb");
    Command.of("dpkg-deb", "-Zgzip", "-z1", "-b", unpacked, next).output();
    return next;
  }

  private static Path deb(String program) {
    return Distribution.repository()
        .resolve("packaging/target/%s_%s-1_amd64.deb".formatted(program, Distribution.version()));
  }
}
