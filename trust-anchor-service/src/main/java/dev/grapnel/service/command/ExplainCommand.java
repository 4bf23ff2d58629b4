package dev.grapnel.service.command;

import dev.grapnel.service.config.InvalidConfigurationException;
import dev.grapnel.service.policy.AppliedPolicy;
import dev.grapnel.service.policy.Authorizer;
import dev.grapnel.service.policy.Decision;
import dev.grapnel.service.policy.MalformedPolicyException;
import dev.grapnel.service.policy.RequestContext;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code explain}: would this request be allowed, by which statement, and if not, why. */
@Command(
    name = "explain",
    description = "Says whether policies allow a request, which statement decides, and why.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:allowed", "1:denied", "2:wrong usage, or a policy that cannot be read"},
    footerHeading = "%n")
public final class ExplainCommand implements Callable<Integer> {
  private static final int ALLOWED = 0;
  private static final int DENIED = 1;
  private static final int UNREADABLE = 2;

  /** No decision can be made, since a policy that takes part cannot be read. */
  private static final class UnreadablePolicyException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadablePolicyException(String message) {
      super(message);
    }
  }

  private final StoredPolicies stored;

  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  private CommandSpec spec;

  @Mixin private RequestOptions request = new RequestOptions();

  @Mixin private ConfigurationOptions configuration = new ConfigurationOptions();

  @Option(
      names = "--policy",
      paramLabel = "[KIND=]F",
      description =
          "A policy file; KIND is identity, resource, boundary, session or trust, by default what"
              + " the document looks like. Without any, the policies of the service's store.")
  private List<String> policies = List.of();

  @Option(names = "--json", description = "Answers in JSON.")
  private boolean json;

  /** A command that reads policies from there where it is given no files. */
  public ExplainCommand(StoredPolicies stored) {
    this.stored = stored;
  }

  @Override
  public Integer call() {
    try {
      return report(decide());
    } catch (UnreadablePolicyException unreadable) {
      spec.commandLine().getErr().println("error: " + unreadable.getMessage());
      return UNREADABLE;
    }
  }

  private Decision decide() throws UnreadablePolicyException {
    RequestContext asked = request.request(Map.of());
    if (!policies.isEmpty()) {
      return Authorizer.decide(files(), asked);
    }
    StoredPolicies.Found found = stored(asked);
    return Authorizer.decide(found.policies(), request.request(found.keys()));
  }

  private int report(Decision decision) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(ExplanationText.json(decision));
    } else {
      ExplanationText.lines(decision).forEach(out::println);
    }
    return decision.isAllowed() ? ALLOWED : DENIED;
  }

  private StoredPolicies.Found stored(RequestContext asked) throws UnreadablePolicyException {
    try {
      return stored.find(configuration.read(), asked);
    } catch (InvalidConfigurationException | IOException broken) {
      throw new UnreadablePolicyException(String.valueOf(broken.getMessage()));
    } catch (MalformedPolicyException malformed) {
      throw new UnreadablePolicyException("a stored policy: " + malformed.getMessage());
    }
  }

  private List<AppliedPolicy> files() throws UnreadablePolicyException {
    List<AppliedPolicy> applied = new ArrayList<>();
    for (String argument : policies) {
      PolicyFile file = PolicyFile.parse(argument);
      try {
        applied.add(new AppliedPolicy(file.name(), file.read()));
      } catch (NoSuchFileException absent) {
        throw new UnreadablePolicyException(file.absence());
      } catch (IOException broken) {
        throw new UnreadablePolicyException(file.name() + ": " + broken.getMessage());
      } catch (MalformedPolicyException malformed) {
        throw new UnreadablePolicyException(
            file.name() + ": MalformedPolicyDocument: " + malformed.getMessage());
      }
    }
    return applied;
  }
}
