package dev.grapnel.benchmarks.chain;

import dev.grapnel.service.crypto.VerificationProvider;
import dev.grapnel.service.path.AnchorSet;
import dev.grapnel.service.path.KeySignatures;
import dev.grapnel.service.path.PathOutcome;
import dev.grapnel.service.path.PathValidator;
import dev.grapnel.service.path.SignatureRules;
import dev.grapnel.service.revocation.RevocationList;
import dev.grapnel.service.x509.MalformedX509Exception;
import dev.grapnel.service.x509.ParsedCertificate;
import dev.grapnel.testing.HostileChain;
import dev.grapnel.testing.KeyKind;
import dev.grapnel.testing.TestCa;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import org.bouncycastle.operator.OperatorCreationException;

/**
 * What chains cost in CPU time of one thread, after warm-up, so that the figures hold on a machine
 * that is busy with other things; beside each stands its ratio to one P-256 verification.
 */
public final class ChainFigures {
  private static final long ROUND_NANOS = 150_000_000;
  private static final int ROUNDS = 5;
  private static final int MILLION = 1_000_000;

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final double verifyMicros;

  private ChainFigures() throws MalformedX509Exception {
    verifyMicros = signature(KeyKind.P256, VerificationProvider.fastest());
  }

  /** Prints the figures. */
  public static void main(String[] words)
      throws MalformedX509Exception, IOException, OperatorCreationException {
    new ChainFigures().print();
  }

  private void print() throws MalformedX509Exception, IOException, OperatorCreationException {
    CrlBenchmark list = CrlBenchmark.ofEntries(MILLION);
    line("CRL of 1,000,000, asked", VerificationProvider.fastest(), micros(list::ask));
    line(
        "CRL of 1,000,000, indexed once", VerificationProvider.fastest(), micros(() -> read(list)));
    List<VerificationProvider> providers =
        List.of(VerificationProvider.fastest(), VerificationProvider.jdk());
    for (VerificationProvider provider : providers) {
      for (KeyKind kind : KeyKind.values()) {
        if (kind != KeyKind.RSA_1024) {
          line("verify " + kind, provider, signature(kind, provider));
        }
      }
      line("good chain, P-256", provider, chain(Chains.good(KeyKind.P256), provider));
      line("good chain, RSA-2048", provider, chain(Chains.good(KeyKind.RSA_2048), provider));
      line("one of 1 anchor", provider, chain(Chains.amongAnchors(1), provider));
      line("one of 1000 anchors", provider, chain(Chains.amongAnchors(1_000), provider));
      for (HostileChain.Kind kind : HostileChain.Kind.values()) {
        line("hostile, " + kind, provider, chain(Chains.of(kind.make()), provider));
      }
    }
  }

  private static void read(CrlBenchmark list) {
    try {
      RevocationList _ = list.read();
    } catch (MalformedX509Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private void line(String what, VerificationProvider provider, double micros) {
    System.out.printf(
        "%-34s %-32s %10.1f us %8.2f P-256 verifications%n",
        what, provider, micros, micros / verifyMicros);
  }

  private double signature(KeyKind kind, VerificationProvider provider)
      throws MalformedX509Exception {
    TestCa ca = TestCa.root("Root", kind);
    List<ParsedCertificate> issuers = List.of(Chains.parse(ca.identity()));
    ParsedCertificate issued = Chains.parse(ca.leaf("demo").issue());
    SignatureRules signatures = new KeySignatures(provider);
    return micros(
        () -> {
          if (!signatures.verify(issued.signed(), issuers)) {
            throw new IllegalStateException("a good signature does not verify");
          }
        });
  }

  private double chain(Chains chains, VerificationProvider provider) throws MalformedX509Exception {
    AnchorSet anchors = chains.parsedAnchors();
    SignatureRules signatures = new KeySignatures(provider);
    return micros(() -> verdict(chains, anchors, signatures));
  }

  private static void verdict(Chains chains, AnchorSet anchors, SignatureRules signatures) {
    try {
      PathOutcome _ = PathValidator.validate(chains.query(anchors, signatures));
    } catch (MalformedX509Exception _) {
      // Refused while it is read: that, too, is what the chain costs.
    }
  }

  /** The least mean of several rounds. */
  private double micros(Runnable task) {
    double least = Double.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      long start = threads.getCurrentThreadCpuTime();
      long took = 0;
      int times = 0;
      while (took < ROUND_NANOS) {
        task.run();
        times++;
        took = threads.getCurrentThreadCpuTime() - start;
      }
      least = Math.min(least, took / 1_000.0 / times);
    }
    return least;
  }
}
