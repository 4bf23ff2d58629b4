package dev.grapnel.service.command;

import dev.grapnel.protocol.certificate.MalformedCertificateException;
import dev.grapnel.service.chain.RolesAnywhereProfile;
import dev.grapnel.service.crypto.VerificationProvider;
import dev.grapnel.service.path.KeySignatures;
import dev.grapnel.service.path.PathLimits;
import dev.grapnel.service.path.PathOutcome;
import dev.grapnel.service.path.PathQuery;
import dev.grapnel.service.path.PathValidator;
import dev.grapnel.service.path.PolicyInputs;
import dev.grapnel.service.revocation.Coverage;
import dev.grapnel.service.revocation.CrlCheck;
import dev.grapnel.service.revocation.CrlSet;
import dev.grapnel.service.revocation.StaleRule;
import dev.grapnel.service.x509.MalformedX509Exception;
import dev.grapnel.service.x509.Oids;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/**
 * {@code verify-chain}: would the service accept this certificate under that trust anchor, and if
 * not, why? It asks the validator that {@code serve} asks, with the same rules and limits.
 */
@Command(
    name = "verify-chain",
    description = {
      "Says whether the service would accept a certificate under a trust anchor, and if not, which"
          + " certificate breaks which rule, where the rule is written, and what to do.",
      "Files are PEM or DER; the first certificate of the file given as --certificate is the one in"
          + " question."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:it would be accepted", "1:it would not", "2:wrong usage"},
    mixinStandardHelpOptions = true)
public final class VerifyChainCommand implements Callable<Integer> {
  private static final int YES = 0;
  private static final int NO = 1;

  private final InstantSource clock;

  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets it, since it is required
  @Option(
      names = "--trust-anchor",
      required = true,
      paramLabel = "F",
      description = "The trust anchor's certificates, as they are or would be registered.")
  private Path trustAnchor;

  @SuppressWarnings("NullAway.Init") // picocli sets it, since it is required
  @Option(
      names = "--certificate",
      required = true,
      paramLabel = "F",
      description = "The workload's certificate; others in the file count as intermediates.")
  private Path certificate;

  @Option(
      names = "--intermediates",
      paramLabel = "F",
      description = "Certificates of CAs between the two, in any order.")
  private @Nullable Path intermediates;

  @Option(
      names = "--crl",
      paramLabel = "F",
      description = "A CRL as imported for the trust anchor; may be repeated.")
  private List<Path> crls = List.of();

  @Option(
      names = "--at",
      paramLabel = "INSTANT",
      converter = InstantConverter.class,
      description = "When, such as 2026-11-24T12:00:00Z (default: now).")
  private @Nullable Instant at;

  @Option(
      names = "--any-purpose",
      description =
          "As with chain.require_client_auth = false: an extended key usage need not allow"
              + " clientAuth.")
  private boolean anyPurpose;

  @Option(
      names = "--accept-stale-crl",
      description = "As for a trust anchor in revocation.accept_stale_for.")
  private boolean acceptStaleCrl;

  @Option(names = "--json", description = "Answer in JSON.")
  private boolean json;

  /** Says what an instant looks like. */
  static final class InstantConverter implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String text) {
      try {
        return Instant.parse(text);
      } catch (DateTimeParseException _) {
        throw new TypeConversionException(
            "expected an instant in UTC, such as 2026-11-24T12:00:00Z, found " + text);
      }
    }
  }

  public VerifyChainCommand(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    ChainAnswer answer = answer();
    out.print(json ? answer.json() : answer.text());
    out.flush();
    return answer.accepted() ? YES : NO;
  }

  private ChainAnswer answer() {
    try {
      PathQuery query = query(at != null ? at : clock.instant().truncatedTo(ChronoUnit.SECONDS));
      return switch (PathValidator.validate(query)) {
        case PathOutcome.Accepted accepted -> ChainAnswer.of(accepted);
        case PathOutcome.Refused refused -> ChainAnswer.of(refused.refusal());
      };
    } catch (MalformedCertificateException | MalformedX509Exception e) {
      return ChainAnswer.unreadable(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private PathQuery query(Instant time)
      throws IOException, MalformedCertificateException, MalformedX509Exception {
    KeySignatures signatures = new KeySignatures(VerificationProvider.fastest());
    ChainFiles files = ChainFiles.read(trustAnchor, certificate, intermediates, crls);
    return new PathQuery(
        files.leaf(),
        files.candidates(),
        files.anchors(),
        time,
        anyPurpose ? Optional.empty() : Optional.of(Oids.CLIENT_AUTH),
        PolicyInputs.ANY,
        PathLimits.DEFAULT,
        signatures,
        new RolesAnywhereProfile(signatures),
        new CrlCheck(
            CrlSet.of(files.lists()),
            Coverage.WHERE_KNOWN,
            acceptStaleCrl ? StaleRule.ACCEPT_WITH_WARNING : StaleRule.REFUSE));
  }
}
