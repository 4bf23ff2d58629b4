package dev.grapnel.service.command;

import dev.grapnel.service.policy.InvalidPrincipalException;
import dev.grapnel.service.policy.Principal;
import dev.grapnel.service.policy.RequestContext;
import dev.grapnel.service.policy.pattern.Ascii;
import dev.grapnel.service.policy.pattern.Fold;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The flags that describe a request to be decided. */
final class RequestOptions {
  private static final int ACCOUNT_DIGITS = 12;

  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

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

  /**
   * The request.
   *
   * @param known condition keys, for where no flag gives them
   */
  RequestContext request(Map<String, List<String>> known) {
    if (action.indexOf(':') <= 0 || action.endsWith(":")) {
      throw usage("--action " + action + " is no action; expected service:Action");
    }
    if (action.indexOf('*') >= 0 || action.indexOf('?') >= 0) {
      throw usage("--action " + action + " holds a wildcard; ask for one action at a time");
    }
    Principal caller = caller();
    RequestContext.Builder builder = RequestContext.builder(caller, action, resource);
    Optional<String> account = account();
    account.ifPresent(builder::resourceAccount);
    account.or(caller::accountId).ifPresent(owner -> builder.key("aws:ResourceAccount", owner));
    addTime(builder);
    return builder.keys(known).keys(contextKeys()).principalKeys().build();
  }

  private Principal caller() {
    try {
      return Principal.parse(principal);
    } catch (InvalidPrincipalException invalid) {
      throw usage("--principal " + invalid.rule());
    }
  }

  private Optional<String> account() {
    if (resourceAccount == null) {
      return Optional.empty();
    }
    if (resourceAccount.length() != ACCOUNT_DIGITS || !Ascii.isDigits(resourceAccount)) {
      throw usage(
          "--resource-account " + resourceAccount + " is no account id; expected twelve digits");
    }
    return Optional.of(resourceAccount);
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

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
