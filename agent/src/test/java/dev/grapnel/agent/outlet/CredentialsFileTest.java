package dev.grapnel.agent.outlet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.grapnel.agent.credential.Credentials;
import dev.grapnel.agent.testing.PythonScript;
import dev.grapnel.protocol.secret.SecretValue;
import dev.grapnel.testing.Scale;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsFileTest {
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

  @TempDir Path folder;

  private static Credentials credentials(String id) {
    return new Credentials(
        id,
        SecretValue.ofText("secret-" + id),
        SecretValue.ofText("token-" + id),
        "123456789012",
        NOW,
        NOW.plusSeconds(3_600));
  }

  private static String section(String name, String id) {
    return "["
        + name
        + "]\naws_access_key_id = "
        + id
        + "\naws_secret_access_key = secret-"
        + id
        + "\naws_session_token = token-"
        + id
        + "\naws_account_id = 123456789012\nx_grapnel_expiration = 2026-11-24T11:00:00Z\n";
  }

  @Test
  void newFile_isPrivate_inAPrivateFolder() throws Exception {
    Path file = folder.resolve(".aws/credentials");
    new CredentialsFile(file, "default").write(credentials("A"));
    assertEquals(section("default", "A"), Files.readString(file));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertEquals(
        "rwx------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(".aws"))));
  }

  /** What the AWS helper loses. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[other]\naws_access_key_id = X\n",
        "[other]\naws_access_key_id = X",
        "; a comment\n\n[p]\nregion = eu-west-1",
        "[p]\naws_access_key_id = OLD\nregion = eu-west-1\n[q]",
        "[p]",
        "[ p ]\naws_access_key_id = OLD\n",
        "[p]\naws_access_key_id_old = KEEP\naws_access_key_id = OLD\naws_secret_access_key=OLD\n",
        "[p]\nAWS_ACCESS_KEY_ID = OLD\ns3 =\n  addressing_style = path\n[q]\nx = 1\n",
        "[p]\r\naws_access_key_id = OLD\r\n[q]\r\nx = 1\r\n",
        "[p]\ns3 =\n  aws_access_key_id = INNER\n"
      })
  void everythingElse_staysAsItWas(String before) throws Exception {
    Path file = folder.resolve("credentials");
    Files.writeString(file, before);
    new CredentialsFile(file, "p").write(credentials("A"));
    new CredentialsFile(file, "p").write(credentials("B"));
    String after = Files.readString(file);
    List<String> kept = new ArrayList<>();
    for (String line : before.split("\r?\n", -1)) {
      String key = line.split("=", -1)[0].strip().toLowerCase(java.util.Locale.ROOT);
      boolean replaced =
          !line.startsWith(" ")
              && List.of("aws_access_key_id", "aws_secret_access_key").contains(key)
              && !before.startsWith("[other]");
      if (!replaced && !line.isBlank()) {
        kept.add(line);
      }
    }
    List<String> lines = after.lines().toList();
    assertTrue(lines.containsAll(kept), after);
    assertEquals(1, lines.stream().filter(l -> l.equals("aws_access_key_id = B")).count());
    assertEquals(1, lines.stream().filter(l -> l.replace(" ", "").equals("[p]")).count(), after);
    assertTrue(!after.contains("= OLD"), after);
  }

  @Test
  void bytesOfOtherEncodings_andLongLines_stay() throws Exception {
    Path file = folder.resolve("credentials");
    byte[] odd = new byte[200_000];
    for (int i = 0; i < odd.length; i++) {
      odd[i] = (byte) (i % 251 == '\n' || i % 251 == '[' ? 'x' : i % 251);
    }
    byte[] head = "[q]\n# ".getBytes(StandardCharsets.US_ASCII);
    byte[] before = java.util.Arrays.copyOf(head, head.length + odd.length);
    System.arraycopy(odd, 0, before, head.length, odd.length);
    Files.write(file, before);
    new CredentialsFile(file, "p").write(credentials("A"));
    byte[] after = Files.readAllBytes(file);
    assertArrayEquals(before, java.util.Arrays.copyOf(after, before.length));
  }

  @Test
  void symbolicLink_staysOne() throws Exception {
    Path real = Files.writeString(folder.resolve("real"), "[q]\n");
    Path link = Files.createSymbolicLink(folder.resolve("link"), real);
    new CredentialsFile(link, "p").write(credentials("A"));
    assertTrue(Files.isSymbolicLink(link));
    assertTrue(Files.readString(real).contains("[p]"));
  }

  @Test
  void expired_areTakenOut_othersStay() throws Exception {
    Path file = folder.resolve("credentials");
    Files.writeString(file, "[p]\nregion = eu-west-1\n[q]\naws_access_key_id = X\n");
    CredentialsFile outlet = new CredentialsFile(file, "p");
    outlet.write(credentials("A"));
    String written = Files.readString(file);
    outlet.removeExpired(NOW.plusSeconds(3_599));
    assertEquals(written, Files.readString(file));
    outlet.removeExpired(NOW.plusSeconds(3_600));
    assertEquals("[p]\nregion = eu-west-1\n[q]\naws_access_key_id = X\n", Files.readString(file));
    new CredentialsFile(file, "q").removeExpired(NOW.plusSeconds(3_600)); // not of this program
    assertTrue(Files.readString(file).contains("aws_access_key_id = X"));
  }

  /** Only root can make links and files of others. */
  @Test
  void linkAndFileOfAnotherUser_areRefused() throws Exception {
    assumeTrue(Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0), "not root");
    Path real = Files.writeString(folder.resolve("real"), "[q]\n");
    Path link = Files.createSymbolicLink(folder.resolve("link"), real);
    Files.setAttribute(link, "unix:uid", 65_534, LinkOption.NOFOLLOW_LINKS);
    CredentialsFile throughLink = new CredentialsFile(link, "p");
    assertTrue(
        assertThrows(IOException.class, () -> throughLink.write(credentials("A")))
            .getMessage()
            .contains("belongs to user 65534"));
    Files.setAttribute(real, "unix:uid", 65_534);
    CredentialsFile foreign = new CredentialsFile(real, "p");
    assertThrows(IOException.class, () -> foreign.write(credentials("A")));
    assertEquals("[q]\n", Files.readString(real));
  }

  @Test
  void writersOfTwoPrograms_loseNothing_andReadersNeverSeeHalf() throws Exception {
    Path file = folder.resolve("credentials");
    Files.writeString(file, "[mine]\nkept = yes\n");
    int rounds = Scale.pick(5, 50);
    List<Process> others = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      others.add(PythonScript.start("locked_writer.py", Map.of(), file, "other-" + i, rounds));
    }
    AtomicBoolean stop = new AtomicBoolean();
    Queue<Throwable> faults = new ConcurrentLinkedQueue<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      String name = "writer-" + i;
      threads.add(Thread.ofVirtual().start(() -> write(file, name, rounds, faults)));
    }
    Thread reader = Thread.ofPlatform().start(() -> readWhole(file, stop, faults));
    for (Thread thread : threads) {
      thread.join();
    }
    for (Process other : others) {
      String said = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(0, other.waitFor(), said);
    }
    stop.set(true);
    reader.join();
    assertEquals(List.of(), List.copyOf(faults));
    String text = Files.readString(file);
    for (int i = 0; i < 10; i++) {
      assertTrue(text.contains(section("writer-" + i, "writer-" + i + "-" + (rounds - 1))), text);
      assertTrue(text.contains("[other-" + i + "]\nnumber = " + (rounds - 1) + "\n"), text);
    }
  }

  private static void write(Path file, String name, int rounds, Queue<Throwable> faults) {
    try {
      for (int round = 0; round < rounds; round++) {
        new CredentialsFile(file, name).write(credentials(name + "-" + round));
      }
    } catch (Throwable e) {
      faults.add(e);
    }
  }

  /** What was there first is there always, and no section of this program's is cut short. */
  private static void readWhole(Path file, AtomicBoolean stop, Queue<Throwable> faults) {
    try {
      while (!stop.get()) {
        String text = Files.readString(file);
        assertTrue(text.startsWith("[mine]\nkept = yes\n"), text);
        long begun = text.lines().filter(l -> l.startsWith("aws_access_key_id")).count();
        long ended = text.lines().filter(l -> l.startsWith("x_grapnel_expiration")).count();
        assertEquals(begun, ended, text);
      }
    } catch (Throwable e) {
      faults.add(e);
    }
  }

  @Test
  void manyWriters_loseNothing_andReadersNeverSeeHalf() throws Exception {
    Path file = folder.resolve("credentials");
    Files.writeString(file, "[mine]\nkept = yes\n");
    int writers = 20;
    int rounds = Scale.pick(5, 50);
    Queue<Throwable> faults = new ConcurrentLinkedQueue<>();
    AtomicBoolean stop = new AtomicBoolean();
    Thread reader =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    while (!stop.get()) {
                      assertTrue(Files.readString(file).startsWith("[mine]\nkept = yes\n"));
                    }
                  } catch (Throwable e) {
                    faults.add(e);
                  }
                });
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < writers; i++) {
      String name = "writer-" + i;
      threads.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      for (int round = 0; round < rounds; round++) {
                        new CredentialsFile(file, name).write(credentials(name + "-" + round));
                      }
                    } catch (Throwable e) {
                      faults.add(e);
                    }
                  }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    stop.set(true);
    reader.join();
    assertEquals(List.of(), List.copyOf(faults));
    String text = Files.readString(file);
    for (int i = 0; i < writers; i++) {
      assertTrue(text.contains(section("writer-" + i, "writer-" + i + "-" + (rounds - 1))));
    }
  }
}
