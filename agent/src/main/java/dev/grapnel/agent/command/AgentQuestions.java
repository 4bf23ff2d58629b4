package dev.grapnel.agent.command;

import dev.grapnel.agent.config.ConfigReader;
import dev.grapnel.agent.outlet.ControlSocket;
import dev.grapnel.agent.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
    try {
      return new ProfileAnswer(
          Instant.ofEpochSecond(Long.parseLong(answer.substring(0, Math.max(0, space)))),
          answer.substring(space + 1));
    } catch (NumberFormatException | DateTimeException _) {
      throw new ProblemException(
          "what answers on the agent's socket is no agent", "check --socket");
    }
  }

  private static String ask(Arguments arguments, Surroundings surroundings, String question)
      throws ProblemException {
    Optional<Path> named = arguments.value("socket").map(Path::of);
    Path socket = named.orElseGet(() -> ConfigReader.defaultSocket(surroundings.environment()));
    try {
      if (named.isEmpty()) {
        requireOwn(socket);
      }
      return ControlSocket.ask(socket, question);
    } catch (IOException e) {
      requirePermission(socket);
      throw new ProblemException(
          "no agent answers on " + socket,
          "start one with: grapnel-agent daemon --config FILE, or name its socket with --socket",
          e);
    }
  }

  /** A socket, or a folder of one, that is closed to this user: says whom it is open to. */
  private static void requirePermission(Path socket) throws ProblemException {
    Path folder = socket.toAbsolutePath().resolveSibling(".");
    boolean folderIsClosed = Files.exists(folder.normalize()) && !Files.exists(folder);
    if (!folderIsClosed && (!Files.exists(socket) || Files.isWritable(socket))) {
      return;
    }
    String group = "";
    try {
      Path closed = folderIsClosed ? folder.normalize() : socket;
      group = " " + Files.getAttribute(closed, "posix:group");
    } catch (IOException _) {
      // Gone in the meantime: the message does without.
    }
    throw new ProblemException(
        "this user may not ask the agent on "
            + socket
            + ": it answers members of the group"
            + group,
        "have an administrator add the user to that group, then log in again");
  }

  /** Whoever else listens at the usual place could hand out credentials of an account of theirs. */
  private static void requireOwn(Path socket) throws IOException, ProblemException {
    Object owner = Files.getAttribute(socket, "unix:uid");
    Object self = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    if (!owner.equals(self) && !owner.equals(0)) {
      throw new ProblemException(
          "the agent's socket " + socket + " belongs to another user, of id " + owner,
          "unset XDG_RUNTIME_DIR if it is another user's, or name the socket with --socket");
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
