package dev.grapnel.service.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.grapnel.service.command.ExplainCommand;
import dev.grapnel.service.command.StoredPolicies;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The tables of decisions again, each case asked of {@code explain --json} as a user would. */
class ExplainTableTest {
  private static final JsonMapper JSON = JsonMapper.shared();

  @TempDir private Path folder = Path.of("");

  static List<String> files() {
    return DecisionTableTest.FILES;
  }

  @ParameterizedTest
  @MethodSource("files")
  void explain_eachCaseOfTheTable_answersAsTheTableSays(String file) throws IOException {
    for (CaseFile.DecisionCase row : CaseFile.read(file)) {
      StringWriter out = new StringWriter();
      StringWriter err = new StringWriter();
      CommandLine command =
          new CommandLine(
                  new ExplainCommand(
                      (config, request) -> new StoredPolicies.Found(List.of(), Map.of())))
              .setOut(new PrintWriter(out))
              .setErr(new PrintWriter(err));
      int exitCode = command.execute(arguments(row));
      assertEquals("", err.toString(), row::name);
      JsonNode answer = JSON.readTree(out.toString());
      assertEquals(row.expected().decision(), answer.get("decision").asString(), row::name);
      assertEquals(row.expected().decidedBy(), decidedBy(answer), row::name);
      assertEquals(row.expected().decision().equals("allow") ? 0 : 1, exitCode, row::name);
    }
  }

  private String[] arguments(CaseFile.DecisionCase row) {
    List<String> arguments = new ArrayList<>(row.flags());
    arguments.add("--json");
    for (int i = 0; i < row.policies().size(); i++) {
      AppliedPolicy applied = row.policies().get(i);
      Path file = write(applied.name(), row.documents().get(i));
      arguments.add("--policy=" + applied.policy().kind().label() + '=' + file);
    }
    return arguments.toArray(String[]::new);
  }

  private Path write(String name, String document) {
    try {
      return Files.writeString(folder.resolve(name), document, StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private List<String> decidedBy(JsonNode answer) {
    List<String> decidedBy = new ArrayList<>();
    for (JsonNode statement : answer.get("decidedBy")) {
      Path policy = folder.relativize(Path.of(statement.get("policy").asString()));
      decidedBy.add(policy + "#" + statement.get("statement").asString());
    }
    return decidedBy;
  }
}
