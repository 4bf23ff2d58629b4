package dev.grapnel.benchmarks.chain;

import dev.grapnel.service.path.KeySignatures;
import dev.grapnel.service.path.SignatureRules;
import dev.grapnel.service.x509.MalformedX509Exception;
import dev.grapnel.service.x509.ParsedCertificate;
import dev.grapnel.testing.KeyKind;
import dev.grapnel.testing.TestCa;
import java.util.List;
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

/** One certificate's signature verified, its issuer's key read first: what a budget is made of. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SignatureBenchmark {
  @Param({"P256", "P384", "P521", "RSA_2048", "RSA_3072", "ED25519", "ML_DSA_44", "ML_DSA_87"})
  private KeyKind kind = KeyKind.P256;

  @Param private PathBenchmark.Arithmetic arithmetic = PathBenchmark.Arithmetic.FASTEST;

  private List<ParsedCertificate> issuers = List.of();
  private List<ParsedCertificate> issued = List.of();
  private SignatureRules signatures = new KeySignatures(arithmetic.provider());

  @Setup
  public void issue() throws MalformedX509Exception {
    TestCa ca = TestCa.root("Root", kind);
    issuers = List.of(Chains.parse(ca.identity()));
    issued = List.of(Chains.parse(ca.leaf("demo").issue()));
    signatures = new KeySignatures(arithmetic.provider());
  }

  @Benchmark
  public boolean verify() {
    return signatures.verify(issued.getFirst().signed(), issuers);
  }
}
