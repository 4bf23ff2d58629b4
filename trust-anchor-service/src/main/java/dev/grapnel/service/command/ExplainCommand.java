package dev.grapnel.service.command;

import dev.grapnel.service.config.InvalidConfigurationException;
import dev.grapnel.service.policy.AppliedPolicy;
import dev.grapnel.service.policy.Authorizer;
import dev.grapnel.service.policy.Decision;
import dev.grapnel.service.policy.InvalidPrincipalException;
import dev.grapnel.service.policy.MalformedPolicyException;
import dev.grapnel.service.policy.Principal;
import dev.grapnel.service.policy.RequestContext;
import dev.grapnel.service.policy.pattern.Fold;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code explain}: would this request be allowed, by which statement, and if not, why. */
@Command(
    name = "explain",
    description = "Says whether policies allow a request, which statement decides, and why.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:allowed", "1:denied", "2:wrong usage, or a policy that cannot be read"})
public final class ExplainCommand implements Callable<Integer> {
  private static final int ALLOWED = 0;
  private static final int DENIED = 1;

  private final StoredPolicies stored;

  @Mixin private ConfigurationOptions configuration = new ConfigurationOptions();

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--principal",
      required = true,
      paramLabel = "ARN",
      description =
          "Who asks: the ARN of a role, user, root, role session, federated user or identity"
              + " provider; an account id; a service such as rolesanywhere.amazonaws.com; or * for"
              + " a stranger.")
  private String principal = "";

  @Option(
      names = "--action",
      required = true,
      paramLabel = "A",
      description = "The action, such as sts:AssumeRole.")
  private String action = "";

  @Option(
      names = "--resource",
      paramLabel = "R",
      defaultValue = "*",
      description = "The resource's ARN, or * (the default) for an action without one.")
  private String resource = "*";

  @Option(
      names = "--resource-account",
      paramLabel = "N",
      description = "The account that owns the resource; by default the principal's.")
  private @Nullable String resourceAccount;

  @Option(
      names = "--context",
      paramLabel = "k=v",
      description = "A condition key and a value; again for a further key or value.")
  private List<String> context = List.of();

  @Option(
      names = "--at",
      paramLabel = "INSTANT",
      description = "Sets aws:CurrentTime and aws:EpochTime, which are otherwise absent.")
  private @Nullable String at;

  @Option(
      names = "--policy",
      paramLabel = "[KIND=]F",
      description =
          "A policy file; KIND is identity, resource, boundary, session or trust, by default what"
              + " the document looks like. Without any, the policies of the service's store.")
  private List<String> policies = List.of();

  @Option(names = "--json", description = "Answers in JSON.")
  private boolean json;

  /** A command that reads the policies of a data folder from there. */
  public ExplainCommand(StoredPolicies stored) {
    this.stored = stored;
  }

  @Override
  public Integer call() {
    Map<String, List<String>> keys = contextKeys();
    RequestContext request = request(keys);
    List<AppliedPolicy> applied;
    if (policies.isEmpty()) {
      StoredPolicies.Found found = stored(request);
      Map<String, List<String>> all = foldedKeys(found.keys());
      all.putAll(keys);
      request = request(all);
      applied = found.policies();
    } else {
      applied = files();
    }
    return report(Authorizer.decide(applied, request));
  }

  private int report(Decision decision) {
    PrintWriter out = commandSpec().commandLine().getOut();
    if (json) {
      out.println(ExplanationText.json(decision));
    } else {
      ExplanationText.lines(decision).forEach(out::println);
    }
    return decision.isAllowed() ? ALLOWED : DENIED;
  }

  private RequestContext request(Map<String, List<String>> keys) {
    if (action.indexOf(':') <= 0 || action.endsWith(":")) {
      throw usage("--action " + action + " is no action; expected service:Action");
    }
    Principal caller = caller();
    RequestContext.Builder builder = RequestContext.builder(caller, action, resource);
    if (resourceAccount != null) {
      builder.resourceAccount(account(resourceAccount));
    }
    Optional.ofNullable(resourceAccount)
        .or(caller::accountId)
        .ifPresent(account -> builder.key("aws:ResourceAccount", account));
    addTime(builder);
    return builder.keys(keys).principalKeys().build();
  }

  private Principal caller() {
    try {
      return Principal.parse(principal);
    } catch (InvalidPrincipalException invalid) {
      throw usage("--principal " + invalid.rule());
    }
  }

  private String account(String text) {
    if (text.length() != 12 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw usage("--resource-account " + text + " is no account id; expected twelve digits");
    }
    return text;
  }

  private void addTime(RequestContext.Builder builder) {
    if (at == null) {
      return;
    }
    try {
      Instant instant = Instant.parse(at).truncatedTo(ChronoUnit.SECONDS);
      builder.key("aws:CurrentTime", instant.toString());
      builder.key("aws:EpochTime", String.valueOf(instant.getEpochSecond()));
    } catch (DateTimeException invalid) {
      throw usage("--at " + at + " is no instant; expected one such as 2026-01-31T12:00:00Z");
    }
  }

  private Map<String, List<String>> contextKeys() {
    Map<String, List<String>> keys = new LinkedHashMap<>();
    for (String pair : context) {
      int equals = pair.indexOf('=');
      if (equals <= 0) {
        throw usage("--context " + pair + " is no pair; expected key=value");
      }
      keys.computeIfAbsent(Fold.key(pair.substring(0, equals)), name -> new ArrayList<>())
          .add(pair.substring(equals + 1));
    }
    return keys;
  }

  private static Map<String, List<String>> foldedKeys(Map<String, List<String>> keys) {
    Map<String, List<String>> folded = new LinkedHashMap<>();
    keys.forEach((name, values) -> folded.put(Fold.key(name), values));
    return folded;
  }

  private StoredPolicies.Found stored(RequestContext request) {
    try {
      return stored.find(configuration.read(), request);
    } catch (InvalidConfigurationException | IOException broken) {
      throw usage(String.valueOf(broken.getMessage()));
    } catch (MalformedPolicyException malformed) {
      throw usage("a stored policy is malformed: " + malformed.getMessage());
    }
  }

  private List<AppliedPolicy> files() {
    List<AppliedPolicy> applied = new ArrayList<>();
    for (String argument : policies) {
      PolicyFile file = PolicyFile.parse(argument);
      try {
        applied.add(new AppliedPolicy(file.name(), file.read()));
      } catch (NoSuchFileException absent) {
        throw usage(file.name() + ": no such file");
      } catch (IOException broken) {
        throw usage(file.name() + ": " + broken.getMessage());
      } catch (MalformedPolicyException malformed) {
        throw usage(file.name() + ": MalformedPolicyDocument: " + malformed.getMessage());
      }
    }
    return applied;
  }

  private ParameterException usage(String message) {
    return new ParameterException(commandSpec().commandLine(), message);
  }

  private CommandSpec commandSpec() {
    if (spec == null) {
      throw new IllegalStateException("the command runs only through picocli");
    }
    return spec;
  }
}
