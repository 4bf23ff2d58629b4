package dev.grapnel.benchmarks.chain;

import dev.grapnel.service.crypto.VerificationProvider;
import dev.grapnel.service.path.AnchorSet;
import dev.grapnel.service.path.KeySignatures;
import dev.grapnel.service.path.PathOutcome;
import dev.grapnel.service.path.PathValidator;
import dev.grapnel.service.path.SignatureRules;
import dev.grapnel.service.x509.MalformedX509Exception;
import dev.grapnel.testing.KeyKind;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A chain from its bytes to the verdict, without the memory of verified chains. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PathBenchmark {
  /** What is sent. */
  public enum Kind {
    GOOD_P256,
    GOOD_RSA_2048,
    ONE_OF_1_ANCHORS,
    ONE_OF_1000_ANCHORS
  }

  /** Who does the arithmetic. */
  public enum Arithmetic {
    FASTEST,
    JDK;

    VerificationProvider provider() {
      return switch (this) {
        case FASTEST -> VerificationProvider.fastest();
        case JDK -> VerificationProvider.jdk();
      };
    }
  }

  @Param private Kind kind = Kind.GOOD_P256;
  @Param private Arithmetic arithmetic = Arithmetic.FASTEST;

  private Chains chains = Chains.good(KeyKind.P256);
  private AnchorSet anchors = AnchorSet.of(java.util.List.of());
  private SignatureRules signatures = new KeySignatures(VerificationProvider.jdk());

  @Setup
  public void issue() throws MalformedX509Exception {
    chains =
        switch (kind) {
          case GOOD_P256 -> Chains.good(KeyKind.P256);
          case GOOD_RSA_2048 -> Chains.good(KeyKind.RSA_2048);
          case ONE_OF_1_ANCHORS -> Chains.amongAnchors(1);
          case ONE_OF_1000_ANCHORS -> Chains.amongAnchors(1_000);
        };
    anchors = chains.parsedAnchors();
    signatures = new KeySignatures(arithmetic.provider());
  }

  @Benchmark
  public PathOutcome validate() throws MalformedX509Exception {
    return PathValidator.validate(chains.query(anchors, signatures));
  }
}
