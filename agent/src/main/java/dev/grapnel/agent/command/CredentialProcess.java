package dev.grapnel.agent.command;

import dev.grapnel.agent.credential.CacheFolder;
import dev.grapnel.agent.credential.CacheRequest;
import dev.grapnel.agent.credential.Credentials;
import dev.grapnel.agent.credential.FileStamp;
import dev.grapnel.agent.credential.ProcessAnswer;
import dev.grapnel.agent.credential.SharedAnswers;
import dev.grapnel.agent.identity.KeySource;
import dev.grapnel.agent.problem.ProblemException;
import dev.grapnel.agent.session.ConnectionSettings;
import dev.grapnel.agent.session.RetryRule;
import dev.grapnel.agent.session.SessionClient;
import dev.grapnel.agent.session.SessionResult;
import dev.grapnel.agent.session.SessionTarget;
import dev.grapnel.agent.session.UrlConnectionTransport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code credential-process}: prints credentials as the SDKs' process provider reads them. */
final class CredentialProcess {
  static final List<Option> OPTIONS =
      SessionOptions.with(
          new Option("profile", "NAME", "a profile of the running daemon"), AgentQuestions.SOCKET);

  private static final Duration TOTAL_TIMEOUT = Duration.ofSeconds(45);

  private final Surroundings surroundings;
  private final Arguments arguments;
  private final KeySource source;
  private final SessionTarget target;

  private CredentialProcess(Surroundings surroundings, Arguments arguments)
      throws UsageException, ProblemException {
    this.surroundings = surroundings;
    this.arguments = arguments;
    this.source = KeyOptions.keySource(arguments, surroundings);
    this.target = SessionOptions.target(arguments, surroundings.environment());
  }

  /** The answer, from the daemon, the cache or the service. */
  static String answer(Arguments arguments, List<String> commandLine, Surroundings surroundings)
      throws UsageException, ProblemException, InterruptedException {
    Optional<String> profile = arguments.value("profile");
    if (profile.isPresent()) {
      return fromDaemon(arguments, commandLine, surroundings, profile.get());
    }
    return new CredentialProcess(surroundings, arguments).answer(commandLine);
  }

  /** The daemon's answer, kept where the launcher finds it until the daemon will have another. */
  private static String fromDaemon(
      Arguments arguments, List<String> commandLine, Surroundings surroundings, String profile)
      throws ProblemException {
    AgentQuestions.ProfileAnswer answer =
        AgentQuestions.credentials(arguments, surroundings, profile);
    if (!arguments.isOn("no-cache")) {
      boolean relative = arguments.value("socket").filter(s -> !s.startsWith("/")).isPresent();
      String directory = relative ? surroundings.workingDirectory().toString() : "";
      CacheFolder.open(surroundings.environment())
          .ifPresent(
              folder ->
                  SharedAnswers.keep(
                      folder,
                      CacheRequest.of(commandLine, surroundings.environment(), directory),
                      answer.until(),
                      answer.json(),
                      surroundings.started()));
    }
    return answer.json();
  }

  private String answer(List<String> commandLine) throws ProblemException, InterruptedException {
    Optional<CacheFolder> folder =
        arguments.isOn("no-cache")
            ? Optional.empty()
            : CacheFolder.open(surroundings.environment());
    if (folder.isEmpty()) {
      return ProcessAnswer.of(obtain());
    }
    SharedAnswers answers =
        new SharedAnswers(folder.get(), surroundings.timing().clock(), surroundings.started());
    CacheRequest request =
        CacheRequest.of(commandLine, surroundings.environment(), relevantDirectory());
    try {
      SharedAnswers.Answer answer = answers.answer(request, stamps(), this::obtain);
      answer.warning().ifPresent(problem -> surroundings.terminal().warning(problem.what()));
      return answer.json();
    } catch (IOException _) {
      return ProcessAnswer.of(obtain()); // the cache folder is full, read-only or the like
    }
  }

  private List<Path> files() {
    List<Path> files = new ArrayList<>(source.files());
    SessionOptions.caBundle(arguments, surroundings.environment()).ifPresent(files::add);
    return files;
  }

  private String relevantDirectory() {
    for (Path file : files()) {
      if (!file.isAbsolute()) {
        return surroundings.workingDirectory().toString();
      }
    }
    return "";
  }

  private List<FileStamp> stamps() throws ProblemException {
    List<FileStamp> stamps = new ArrayList<>();
    for (Path file : files()) {
      try {
        stamps.add(FileStamp.of(file));
      } catch (IOException e) {
        throw new ProblemException(
            "the file " + file + " cannot be read", "check the path and its permissions", e);
      }
    }
    return stamps;
  }

  private Credentials obtain() throws ProblemException, InterruptedException {
    ConnectionSettings settings = SessionOptions.connection(arguments, surroundings.environment());
    if (!settings.verifyTls()) {
      surroundings.terminal().warning("--no-verify-ssl: whoever answers is believed");
    }
    PendingIdentity pending = PendingIdentity.start(source, surroundings.timing());
    SessionClient client =
        new SessionClient(
            UrlConnectionTransport.to(target.endpoint(), settings),
            RetryRule.of(surroundings.environment()),
            TOTAL_TIMEOUT,
            surroundings.timing());
    SessionResult result = client.create(pending.get(), target);
    warnOfSkew(client.skew());
    // Not a switch: its first use costs ten milliseconds of start-up.
    if (result instanceof SessionResult.Failed failed) {
      throw new ProblemException(failed.failure().problem());
    }
    return ((SessionResult.Issued) result).credentials();
  }

  private void warnOfSkew(Duration skew) {
    if (!skew.isZero()) {
      surroundings
          .terminal()
          .warning(
              "this machine's clock is off by "
                  + skew.toSeconds()
                  + " s by the service's; the request was signed by the service's");
    }
  }
}
