package dev.grapnel.agent.command;

import dev.grapnel.agent.config.ConfigReader;
import dev.grapnel.agent.outlet.ControlSocket;
import dev.grapnel.agent.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** What is asked of a running daemon over its socket. */
final class AgentQuestions {
  static final Option SOCKET =
      new Option("socket", "FILE", "the daemon's, if not in its usual place");
  static final List<Option> STATUS_OPTIONS =
      List.of(SOCKET, new Option("json", "", "as JSON, for programs"));

  private AgentQuestions() {}

  /** Credentials of a profile, and until when they need not be asked for again. */
  record ProfileAnswer(Instant until, String json) {}

  static void status(Arguments arguments, Surroundings surroundings) throws ProblemException {
    String json = ask(arguments, surroundings, "status");
    surroundings.terminal().answer(arguments.isOn("json") ? json : table(json));
  }

  static ProfileAnswer credentials(Arguments arguments, Surroundings surroundings, String profile)
      throws ProblemException {
    String answer = ask(arguments, surroundings, "credentials " + profile);
    String[] parts = answer.split("\t", -1);
    if (parts[0].equals("error") && parts.length == 3) {
      throw new ProblemException(parts[1], parts[2]);
    }
    int space = answer.indexOf(' ');
    return new ProfileAnswer(
        Instant.ofEpochSecond(Long.parseLong(answer.substring(0, space))),
        answer.substring(space + 1));
  }

  private static String ask(Arguments arguments, Surroundings surroundings, String question)
      throws ProblemException {
    Path socket =
        arguments
            .value("socket")
            .map(Path::of)
            .orElseGet(() -> ConfigReader.defaultSocket(surroundings.environment()));
    try {
      return ControlSocket.ask(socket, question);
    } catch (IOException e) {
      throw new ProblemException(
          "no agent answers on " + socket,
          "start one with: grapnel-agent daemon --config FILE, or name its socket with --socket",
          e);
    }
  }

  /** The same for people: a block a profile. */
  private static String table(String json) {
    StringBuilder out = new StringBuilder();
    try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), json)) {
      String name = "";
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.PROPERTY_NAME) {
          name = parser.currentName();
        } else if (token == JsonToken.VALUE_STRING && name.equals("name")) {
          out.append(out.isEmpty() ? "" : "\n").append(parser.getString()).append('\n');
        } else if (token == JsonToken.VALUE_STRING) {
          out.append("  ").append(name).append(": ").append(parser.getString()).append('\n');
        }
      }
    }
    return out.toString().stripTrailing();
  }
}
