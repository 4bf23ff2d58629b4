package dev.grapnel.agent.command;

import dev.grapnel.agent.problem.ProblemException;
import dev.grapnel.agent.session.ConnectionSettings;
import dev.grapnel.agent.session.Endpoint;
import dev.grapnel.agent.session.Proxies;
import dev.grapnel.agent.session.SessionTarget;
import dev.grapnel.protocol.arn.Arn;
import dev.grapnel.protocol.arn.InvalidArnException;
import dev.grapnel.protocol.session.CreateSessionRequest;
import dev.grapnel.protocol.session.SessionName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The options of every command that asks for a session: the AWS helper's, and a few of ours. */
final class SessionOptions {
  private static final int LEAST_SECONDS = 900;
  private static final int MOST_SECONDS = 43_200;
  private static final int USUAL_SECONDS = 3_600;

  private static final List<Option> ALL =
      List.of(
          new Option("role-arn", "ARN", "the role to assume"),
          new Option("profile-arn", "ARN", "the Roles Anywhere profile"),
          new Option("trust-anchor-arn", "ARN", "the trust anchor of the certificate"),
          new Option("session-duration", "SECONDS", "900 to 43200; 3600 if absent"),
          new Option("role-session-name", "NAME", "if the profile accepts one"),
          new Option("region", "REGION", "the trust anchor's if absent"),
          new Option("endpoint", "URL", "AWS's if absent"),
          new Option("insecure-http", "", "allow an http endpoint off this machine"),
          new Option("ca-bundle", "FILE", "PEM certificates to trust (or AWS_CA_BUNDLE)"),
          new Option("no-verify-ssl", "", "trust any server; never do that"),
          new Option("with-proxy", "", "accepted; the proxy variables always count"),
          new Option("debug", "", "accepted; nothing secret is printed"),
          new Option("no-cache", "", "neither read nor write the cache"));

  private SessionOptions() {}

  static List<Option> with(Option... more) {
    List<Option> options = new ArrayList<>(ALL);
    options.addAll(KeyOptions.ALL);
    options.addAll(List.of(more));
    return options;
  }

  static SessionTarget target(Arguments arguments, Map<String, String> environment)
      throws UsageException, ProblemException {
    Arn anchor = arn(arguments, "trust-anchor-arn", "rolesanywhere", "trust-anchor");
    Arn profile = arn(arguments, "profile-arn", "rolesanywhere", "profile");
    Arn role = arn(arguments, "role-arn", "iam", "role");
    if (!anchor.region().equals(profile.region())) {
      throw new UsageException(
          "the trust anchor is in " + anchor.region() + " and the profile in " + profile.region());
    }
    String region = arguments.value("region").orElse(anchor.region());
    Endpoint.Choice choice =
        new Endpoint.Choice(arguments.value("endpoint"), arguments.isOn("insecure-http"));
    return new SessionTarget(
        Endpoint.resolve(choice, anchor.partition(), region, environment),
        region,
        new CreateSessionRequest(
            anchor,
            profile,
            role,
            Optional.of(
                Duration.ofSeconds(
                    arguments.number(
                        "session-duration", USUAL_SECONDS, LEAST_SECONDS, MOST_SECONDS))),
            sessionName(arguments),
            Map.of()));
  }

  private static Arn arn(Arguments arguments, String option, String service, String type)
      throws UsageException {
    String text = arguments.required(option);
    try {
      Arn arn = Arn.parse(text);
      if (arn.service().equals(service)
          && arn.resourceType().equals(type)
          && !arn.resourceId().isEmpty()) {
        return arn;
      }
    } catch (InvalidArnException _) {
      // Said below, with the form that was expected.
    }
    throw new UsageException(
        "--" + option + " \"" + text + "\" is not the ARN of a " + type.replace('-', ' '));
  }

  private static Optional<String> sessionName(Arguments arguments) throws UsageException {
    Optional<String> name = arguments.value("role-session-name");
    if (name.isPresent() && !SessionName.isLegal(name.get())) {
      throw new UsageException("--role-session-name: " + SessionName.RULE);
    }
    return name;
  }

  static Optional<Path> caBundle(Arguments arguments, Map<String, String> environment) {
    return arguments
        .value("ca-bundle")
        .or(() -> Optional.ofNullable(environment.get("AWS_CA_BUNDLE")).filter(v -> !v.isEmpty()))
        .map(Path::of);
  }

  static ConnectionSettings connection(Arguments arguments, Map<String, String> environment) {
    ConnectionSettings settings = ConnectionSettings.usual(new Proxies(environment));
    if (arguments.isOn("no-verify-ssl")) {
      return settings.withoutVerification();
    }
    return caBundle(arguments, environment).map(settings::withCaBundle).orElse(settings);
  }
}
