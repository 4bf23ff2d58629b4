package dev.grapnel.agent.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.grapnel.agent.testing.AgentTree;
import dev.grapnel.agent.testing.IdentityFiles;
import dev.grapnel.agent.testing.InProcess;
import dev.grapnel.agent.testing.RecordingService;
import dev.grapnel.testing.KeyKind;
import dev.grapnel.testing.TestCa;
import dev.grapnel.testing.TestIdentity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The AWS helper's option combinations: how it ends with each, how the agent does, and, where the
 * agent refuses what the helper takes, the words by which the migration guide says so.
 */
class HelperOptionsTest {
  private static final TestCa CA = TestCa.root(KeyKind.P256);
  private static final String OTHER_REGION =
      IdentityFiles.PROFILE.replace("us-east-1", "eu-west-1");

  @TempDir Path folder;

  /** {@code @} stands for certificate, key, the three ARNs and the endpoint. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          credential-process @                                        | 0 | 0 |
          credential-process @ --session-duration 900                 | 0 | 0 |
          credential-process @ --session-duration=43200               | 0 | 0 |
          credential-process @ --session-duration 60                  | 0 | 2 | any `--session-duration`
          credential-process @ --session-duration many                | 1 | 2 |
          credential-process @ --role-arn notanarn                    | 0 | 2 | `--role-arn notanarn`
          credential-process @ --trust-anchor-arn notanarn            | 1 | 2 |
          credential-process @ --profile-arn OTHER                    | 1 | 2 |
          credential-process @ --region eu-west-1                     | 0 | 0 |
          credential-process @ --role-session-name host-1             | 0 | 0 |
          credential-process @ --role-session-name=                   | 0 | 0 |
          credential-process @ --no-verify-ssl --with-proxy --debug   | 0 | 0 |
          credential-process @ --no-verify-ssl=false --debug=true     | 0 | 0 |
          credential-process @ --reuse-pin                            | 0 | 0 |
          credential-process @ --pkcs8-password unused                | 0 | 0 |
          credential-process @ --intermediates CERTIFICATE            | 0 | 0 |
          credential-process @ --private-key BOTH --certificate BOTH  | 0 | 0 |
          credential-process @ --private-key= --certificate BOTH      | 0 | 0 |
          credential-process @ --private-key FOREIGN                  | 0 | 1 | a key that is not the certificate's
          credential-process @ --private-key MISSING                  | 1 | 1 |
          credential-process @ --private-key handle:0x81000001        | 1 | 2 |
          credential-process @ --pkcs11-lib MISSING                   | 0 | 0 |
          credential-process @ --use-latest-expiring-certificate      | 1 | 2 |
          credential-process @ --nonsense                             | 1 | 2 |
          credential-process @ extra                                  | 0 | 2 | arguments without an option
          credential-process --certificate CERTIFICATE                | 1 | 2 |
          credential-process --cert-selector Key=x509Serial,Value=01  | 1 | 2 |
          credential-process                                          | 1 | 2 |
          update @ --once                                             | 0 | 0 |
          update @ --once --profile other                             | 0 | 0 |
          update @ --once=maybe                                       | 1 | 2 |
          serve @ --port 70000                                        | 1 | 2 |
          serve @ --port x                                            | 1 | 2 |
          serve @ --hop-limit 0                                       | 0 | 2 | `--hop-limit` outside 1 to 255
          read-certificate-data --certificate CERTIFICATE             | 0 | 0 |
          read-certificate-data --certificate MISSING                 | 1 | 1 |
          read-certificate-data                                       | 1 | 2 |
          sign-string --private-key KEY                               | 0 | 0 |
          sign-string --private-key KEY --digest SHA512 --format bin  | 0 | 0 |
          sign-string --private-key KEY --digest MD5                  | 1 | 2 |
          sign-string --private-key KEY --format xml                  | 1 | 2 |
          sign-string                                                 | 1 | 2 |
          version                                                     | 0 | 0 |
          nonsense                                                    | 1 | 2 |
          """)
  void combination_endsAsTheGuideSays(String text, int helper, int agent, @Nullable String reason)
      throws Exception {
    try (RecordingService service = RecordingService.start()) {
      AgentTree.Run run =
          InProcess.run(
              InstantSource.system(),
              folder,
              Map.of("HOME", folder.toString()),
              line(text.strip(), service));
      assertEquals(agent, run.exitCode(), run.err());
      assertEquals(List.of(), service.faults());
      assertFalse(run.err().contains("secret-1"), run.err());
    }
    if (helper == 0 && agent != 0) {
      Path guide = Path.of(System.getProperty("grapnel.root", "..")).resolve(GUIDE);
      assertTrue(Files.readString(guide).contains(Objects.requireNonNull(reason)), reason);
    } else {
      // Where both refuse, only the agent tells wrong usage from failure.
      assertTrue(helper == agent || (helper == 1 && agent == 2), text);
    }
  }

  private static final String GUIDE = "docs/from-the-aws-helper.md";

  private List<String> line(String text, RecordingService service) throws Exception {
    TestIdentity identity = CA.leaf("demo").issue();
    IdentityFiles files = IdentityFiles.write(folder, identity);
    Path both =
        Files.writeString(folder.resolve("both.pem"), identity.pem() + identity.keyPkcs8Pem());
    Path foreign =
        Files.writeString(folder.resolve("foreign.pem"), CA.leaf("x").issue().keyPkcs8Pem());
    List<String> usual = files.commandLine(service);
    List<String> line = new ArrayList<>();
    for (String word : text.split(" +", -1)) {
      switch (word) {
        case "@" -> line.addAll(usual.subList(1, usual.size()));
        case "CERTIFICATE" -> line.add(files.certificate().toString());
        case "KEY" -> line.add(files.key().toString());
        case "BOTH" -> line.add(both.toString());
        case "FOREIGN" -> line.add(foreign.toString());
        case "MISSING" -> line.add(folder.resolve("missing.pem").toString());
        case "OTHER" -> line.add(OTHER_REGION);
        default -> line.add(word);
      }
    }
    return line;
  }
}
