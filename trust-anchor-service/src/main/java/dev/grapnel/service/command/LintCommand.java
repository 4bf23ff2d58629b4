package dev.grapnel.service.command;

import dev.grapnel.service.policy.LintWarning;
import dev.grapnel.service.policy.MalformedPolicyException;
import dev.grapnel.service.policy.Policy;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lint}: checks policy files, and warns of what is legal and dangerous in them. */
@Command(
    name = "lint",
    description = "Checks policy files and warns of what is legal and dangerous in them.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:each file is a policy, with or without warnings",
      "1:a file is no policy or cannot be read",
      "2:wrong usage"
    },
    footerHeading = "%n")
public final class LintCommand implements Callable<Integer> {
  private static final int DONE = 0;
  private static final int FAILED = 1;

  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "[KIND=]F",
      description =
          "Policy files; KIND is identity, resource, boundary, session or trust, by default what"
              + " the document looks like.")
  private List<String> files = List.of();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    int worst = DONE;
    for (String argument : files) {
      PolicyFile file = PolicyFile.parse(argument);
      try {
        report(file, out);
      } catch (NoSuchFileException absent) {
        err.println("error: " + file.absence());
        worst = FAILED;
      } catch (IOException broken) {
        err.println("error: " + file.name() + ": " + broken.getMessage());
        worst = FAILED;
      } catch (MalformedPolicyException malformed) {
        err.println(
            "error: " + file.name() + ": MalformedPolicyDocument: " + malformed.getMessage());
        worst = FAILED;
      }
    }
    return worst;
  }

  private static void report(PolicyFile file, PrintWriter out)
      throws IOException, MalformedPolicyException {
    Policy policy = file.read();
    List<LintWarning> warnings = policy.lint();
    out.println(
        "%s: a valid policy (%s), %s"
            .formatted(file.name(), policy.kind().label(), count(warnings.size())));
    warnings.forEach(warning -> out.println("  warning: " + warning));
  }

  private static String count(int warnings) {
    return switch (warnings) {
      case 0 -> "no warnings";
      case 1 -> "1 warning";
      default -> warnings + " warnings";
    };
  }
}
