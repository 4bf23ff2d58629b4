package dev.grapnel.service.path;

import dev.grapnel.testing.SharedData;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LimboConformanceTest {
  @Test
  void all() throws Exception {
    Path file = SharedData.require("corpora/limbo.json.gz");
    long t0 = System.nanoTime();
    var cases = LimboCase.readAll(file);
    System.out.println("read " + (System.nanoTime() - t0) / 1000000);
    LimboRunner runner = new LimboRunner();
    int ok = 0;
    t0 = System.nanoTime();
    for (LimboCase c : cases) {
      long t = System.nanoTime();
      var r = runner.run(c);
      long ms = (System.nanoTime() - t) / 1000000;
      if (ms > 10) System.out.println("SLOW " + c.id() + " " + ms);
      if (r.accepted() == c.expectSuccess()) {
        ok++;
        if (!c.isBetterTls() && !r.accepted()) System.out.println("ok " + c.id() + " " + r.why());
      } else
        System.out.println(
            "DIFF "
                + c.clazz()
                + " "
                + c.id()
                + " disc="
                + c.discriminating()
                + " "
                + c.expectSuccess()
                + " -> "
                + r);
    }
    System.out.println(ok + " of " + cases.size() + " in " + (System.nanoTime() - t0) / 1000000);
  }
}
