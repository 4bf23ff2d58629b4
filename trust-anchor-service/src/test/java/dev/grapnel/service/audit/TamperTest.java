package dev.grapnel.service.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is done to a trail's files shows. */
class TamperTest {
  @TempDir Path folder;
  private TestTrail test;

  /** What somebody does to the files; the trail has three files of which the first two are full. */
  record Deed(String name, Act act) {
    @Override
    public String toString() {
      return name;
    }
  }

  private interface Act {
    void on(TestTrail trail) throws IOException;
  }

  @BeforeEach
  void writeTrail() throws IOException {
    test = new TestTrail(folder);
    test.rotateBytes = 4000;
    test.write("r", 14);
    assertEquals(3, new TrailFolder(folder, TrailFolder.TRAIL).files().size());
    assertTrue(test.verify().isIntact());
  }

  static Stream<Deed> deeds() {
    return Stream.of(
        new Deed(
            "change a value", t -> edit(t, 1, l -> set(l, 2, l.get(2).replace("3600", "900")))),
        new Deed("change the last record", t -> edit(t, 3, l -> change(l, l.size() - 1))),
        new Deed("remove a record", t -> edit(t, 2, l -> l.remove(2))),
        new Deed("remove a file's first record", t -> edit(t, 2, l -> l.remove(0))),
        new Deed("remove the last record", t -> edit(t, 3, l -> l.remove(l.size() - 1))),
        new Deed("remove the trail's first record", t -> edit(t, 1, l -> l.remove(0))),
        new Deed("swap two records", t -> edit(t, 1, l -> Collections.swap(l, 2, 3))),
        new Deed("repeat a record", t -> edit(t, 1, l -> l.add(2, l.get(2)))),
        new Deed("insert a made-up record", t -> edit(t, 1, l -> l.add(2, "{\"made\":\"up\"}"))),
        new Deed("take a record from elsewhere", t -> edit(t, 1, l -> l.set(2, t.lines(2).get(2)))),
        new Deed("empty a line", t -> edit(t, 1, l -> l.set(2, ""))),
        new Deed("change a MAC", t -> edit(t, 1, l -> set(l, 2, flipMac(l.get(2))))),
        new Deed("remove a file", t -> Files.delete(t.file(2))),
        new Deed("remove the last file", t -> Files.delete(t.file(3))),
        new Deed(
            "remove all",
            t -> {
              for (int i = 1; i <= 3; i++) {
                Files.delete(t.file(i));
              }
            }),
        new Deed("cut the last file short", t -> edit(t, 3, l -> l.subList(1, l.size()).clear())),
        new Deed("empty a file", t -> Files.write(t.file(2), new byte[0])),
        new Deed("append lines", t -> edit(t, 3, l -> l.add("not a record"))),
        new Deed("swap two files", TamperTest::swapFiles),
        new Deed("a file that cannot be a file", t -> edit(t, 2, l -> l.replaceAll(x -> "x"))));
  }

  @ParameterizedTest
  @MethodSource("deeds")
  void verify_after(Deed deed) throws IOException {
    deed.act().on(test);
    TrailVerifier.Report report = test.verify();
    assertFalse(report.isIntact(), report.toString());
  }

  @Test
  void verify_ofEachFlippedBitOfARecord() throws IOException {
    byte[] good = Files.readAllBytes(test.file(1));
    int second = indexOf(good, '\n') + 1;
    int third = second + indexOf(java.util.Arrays.copyOfRange(good, second, good.length), '\n');
    for (int at = second; at <= third; at++) {
      byte[] bad = good.clone();
      bad[at] ^= (byte) (1 << (at % 8));
      Files.write(test.file(1), bad);
      assertFalse(test.verify().isIntact(), "byte " + (at - second));
    }
  }

  @Test
  void verify_withAnothersCheckpoint() throws IOException {
    Checkpoint real = test.checkpoints.latest(test.keys().replica()).orElseThrow();
    test.checkpoints.forget();
    byte[] signature = real.signature().clone();
    signature[5] ^= 1;
    test.checkpoints.save(
        new Checkpoint(real.replica(), real.sequence(), real.mac(), real.at(), signature));
    TrailVerifier.Report report = test.verify();
    assertTrue(report.damage().getFirst().contains("signature"), report.toString());
  }

  @Test
  void verify_ofFilesThatWereMovedAway() throws IOException {
    Files.delete(test.file(1));
    TrailVerifier.Report report = test.verify();
    assertTrue(report.isIntact(), report.toString());
    assertTrue(report.notes().getFirst().contains("earlier files"), report.toString());
  }

  private static int indexOf(byte[] bytes, char wanted) {
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  private interface Edit {
    void on(List<String> lines) throws IOException;
  }

  private static void edit(TestTrail trail, int file, Edit edit) throws IOException {
    List<String> lines = new ArrayList<>(trail.lines(file));
    edit.on(lines);
    trail.replace(file, lines);
  }

  private static void set(List<String> lines, int at, String line) {
    assertFalse(lines.get(at).equals(line), "nothing was changed");
    lines.set(at, line);
  }

  private static void change(List<String> lines, int at) {
    set(lines, at, lines.get(at).replace("CN=workload", "CN=worklord"));
  }

  private static String flipMac(String line) {
    int at = line.length() - 10;
    char other = line.charAt(at) == '0' ? '1' : '0';
    return line.substring(0, at) + other + line.substring(at + 1);
  }

  private static void swapFiles(TestTrail trail) throws IOException {
    byte[] one = Files.readAllBytes(trail.file(1));
    Files.write(trail.file(1), Files.readAllBytes(trail.file(2)));
    Files.write(trail.file(2), one);
  }
}
