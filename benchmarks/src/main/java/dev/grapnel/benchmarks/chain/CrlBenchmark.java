package dev.grapnel.benchmarks.chain;

import dev.grapnel.service.crypto.VerificationProvider;
import dev.grapnel.service.path.CertificatePath;
import dev.grapnel.service.path.KeySignatures;
import dev.grapnel.service.path.PathQuery;
import dev.grapnel.service.path.RevocationCheck;
import dev.grapnel.service.path.WorkBudget;
import dev.grapnel.service.revocation.Coverage;
import dev.grapnel.service.revocation.CrlCheck;
import dev.grapnel.service.revocation.CrlSet;
import dev.grapnel.service.revocation.RevocationList;
import dev.grapnel.service.revocation.StaleRule;
import dev.grapnel.service.x509.MalformedX509Exception;
import dev.grapnel.testing.KeyKind;
import dev.grapnel.testing.TestIdentity;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
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

/** A CRL asked about a certificate that is not on it, once its signature is known to be good. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgs = "-Xmx3g")
public class CrlBenchmark {
  @Param({"1000", "1000000"})
  private int entries = 1_000;

  private Chains chains = Chains.good(KeyKind.P256);
  private byte[] der = new byte[0];
  private RevocationCheck check = RevocationCheck.NONE;
  private List<PathQuery> query = List.of();
  private List<CertificatePath> path = List.of();

  /** A CRL of so many entries, ready to be asked. */
  static CrlBenchmark ofEntries(int count)
      throws IOException, OperatorCreationException, MalformedX509Exception {
    CrlBenchmark benchmark = new CrlBenchmark();
    benchmark.entries = count;
    benchmark.index();
    return benchmark;
  }

  @Setup
  public void index() throws IOException, OperatorCreationException, MalformedX509Exception {
    chains = Chains.good(KeyKind.P256);
    query = List.of(query());
    path = List.of(path());
    der = issue();
    check =
        new CrlCheck(
            CrlSet.of(List.of(RevocationList.parse(der))), Coverage.WHERE_KNOWN, StaleRule.REFUSE);
  }

  /** What a CreateSession pays that is not remembered. */
  @Benchmark
  public RevocationCheck.Finding ask() {
    PathQuery asked = query.getFirst();
    return check.check(path.getFirst(), asked, new WorkBudget(asked.limits()));
  }

  /** What is paid once for a CRL. */
  @Benchmark
  public RevocationList read() throws MalformedX509Exception {
    return RevocationList.parse(der);
  }

  private PathQuery query() throws MalformedX509Exception {
    return chains.query(chains.parsedAnchors(), new KeySignatures(VerificationProvider.fastest()));
  }

  private CertificatePath path() {
    PathQuery asked = query.getFirst();
    return new CertificatePath(
        List.of(asked.leaf(), asked.candidates().getFirst()), asked.anchors().all().getFirst());
  }

  private byte[] issue() throws IOException, OperatorCreationException {
    TestIdentity issuer = chains.anchors().getFirst();
    X509v2CRLBuilder builder =
        new X509v2CRLBuilder(
            issuer.certificate().getSubject(), Date.from(Instant.parse("2026-11-01T00:00:00Z")));
    builder.setNextUpdate(Date.from(Instant.parse("2026-12-01T00:00:00Z")));
    Random random = new Random(1);
    Date revokedAt = Date.from(Instant.parse("2026-10-01T00:00:00Z"));
    for (int i = 0; i < entries; i++) {
      builder.addCRLEntry(new BigInteger(127, random), revokedAt, 0);
    }
    return builder
        .build(new JcaContentSignerBuilder("SHA256withECDSA").build(issuer.keys().getPrivate()))
        .getEncoded();
  }
}
