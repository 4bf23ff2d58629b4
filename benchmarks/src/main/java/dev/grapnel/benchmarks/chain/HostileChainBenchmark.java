package dev.grapnel.benchmarks.chain;

import dev.grapnel.service.crypto.VerificationProvider;
import dev.grapnel.service.path.AnchorSet;
import dev.grapnel.service.path.KeySignatures;
import dev.grapnel.service.path.PathValidator;
import dev.grapnel.service.path.SignatureRules;
import dev.grapnel.service.x509.MalformedX509Exception;
import dev.grapnel.testing.HostileChain;
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

/** Chains that are made to cost much, from their bytes to the refusal. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class HostileChainBenchmark {
  @Param private HostileChain.Kind kind = HostileChain.Kind.ISSUERS_P256;
  @Param private PathBenchmark.Arithmetic arithmetic = PathBenchmark.Arithmetic.FASTEST;

  private Chains chains = Chains.good(KeyKind.P256);
  private AnchorSet anchors = AnchorSet.of(java.util.List.of());
  private SignatureRules signatures = new KeySignatures(VerificationProvider.jdk());

  @Setup
  public void issue() throws MalformedX509Exception {
    chains = Chains.of(kind.make());
    anchors = chains.parsedAnchors();
    signatures = new KeySignatures(arithmetic.provider());
  }

  @Benchmark
  public Object refuse() {
    try {
      return PathValidator.validate(chains.query(anchors, signatures));
    } catch (MalformedX509Exception e) {
      return e;
    }
  }
}
