package dev.grapnel.agent.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.grapnel.agent.problem.ProblemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigReaderTest {
  private static final String LEAST =
      """
      [profile.main]
      certificate = "cert.pem"
      private-key = "key.pem"
      trust-anchor-arn = "arn:aws:rolesanywhere:us-east-1:123456789012:trust-anchor/a"
      profile-arn = "arn:aws:rolesanywhere:us-east-1:123456789012:profile/p"
      role-arn = "arn:aws:iam::123456789012:role/path/demo"
      """;

  @TempDir Path folder;

  private AgentConfig read(String toml) throws Exception {
    return new ConfigReader(Map.of("HOME", "/home/x"))
        .read(Files.writeString(folder.resolve("agent.toml"), toml));
  }

  @Test
  void leastConfiguration_hasDefaults() throws Exception {
    ProfileConfig profile = read(LEAST).profiles().getFirst();
    assertEquals(
        List.of(folder.resolve("cert.pem"), folder.resolve("key.pem")), profile.source().files());
    assertEquals("us-east-1", profile.target().region());
    assertEquals(Duration.ofHours(1), profile.target().request().duration().orElseThrow());
    assertEquals(
        "https://rolesanywhere.us-east-1.amazonaws.com",
        profile.target().endpoint().base().toString());
    assertTrue(profile.imds().isEmpty() && profile.container().isEmpty());
    assertEquals(Path.of("/home/x/.cache/grapnel-agent/agent.sock"), read(LEAST).socket());
  }

  @Test
  void everySetting_isRead() throws Exception {
    AgentConfig config =
        read(
            """
            [agent]
            socket = "a.sock"
            management = "127.0.0.1:0"
            log = "json"
            disk-cache = "cache"
            disk-cache-key = "cache.key"
            """
                + LEAST
                + """
                session-duration = 900
                role-session-name = "name"
                region = "eu-west-1"
                endpoint = "http://127.0.0.1:1"
                chain = ["arn:aws:iam::210987654321:role/next"]
                password-file = "pw"
                [profile.main.container]
                listen = "127.0.0.1:0"
                token-file = "token"
                token-rotation = 600
                [profile.main.imds]
                listen = "127.0.0.1:0"
                hop-limit = 1
                [profile.main.file]
                path = "credentials"
                section = "s"
                """);
    ProfileConfig profile = config.profiles().getFirst();
    assertTrue(config.jsonLogs() && config.diskCache().isPresent());
    assertEquals(Duration.ofMinutes(10), profile.container().orElseThrow().tokenRotation());
    assertEquals("demo", profile.imds().orElseThrow().roleName());
    assertEquals(folder.resolve("credentials"), profile.file().orElseThrow().path());
    assertEquals(1, profile.chain().orElseThrow().roles().size());
    assertEquals("http://127.0.0.1:1", profile.chain().orElseThrow().endpoint().base().toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nonsense = 1|profile.main.nonsense is not a setting",
        "session-duration = 60|profile.main.session-duration is a whole number from 900 to 43200",
        "session-duration = \"900\"|profile.main.session-duration is a whole number",
        "chain = \"x\"|profile.main.chain is a list of texts",
        "chain = [\"x\"]|not an ARN",
        "role-session-name = \"a b\"|role session name",
        "endpoint = \"http://192.0.2.1\"|plain http",
        "container = {listen = \"127.0.0.1:0\"}|needs listen and token-file",
        "container = {listen = \"0.0.0.0:0\", token-file = \"t\"}|off loopback TLS is needed",
        "imds = {listen = \"x\"}|profile.main.imds.listen is HOST:PORT",
        "imds = {port = 1}|profile.main.imds.port is not a setting",
        "file = 1|profile.main.file is a table",
        "cert-selector = \"x\"|selector"
      })
  void mistake_isNamed(String line, String part) {
    ProblemException e = assertThrows(ProblemException.class, () -> read(LEAST + line + "\n"));
    assertTrue(e.problem().what().contains(part), e.problem().what());
  }

  @Test
  void severalMistakes_areToldTogether() {
    ProblemException e =
        assertThrows(
            ProblemException.class, () -> read("x = 1\n[agent]\ny = 2\n" + LEAST + "z = 3\n"));
    for (String name : List.of("x", "agent.y", "profile.main.z")) {
      assertTrue(e.problem().what().contains(name + " is not a setting"), e.problem().what());
    }
    assertThrows(ProblemException.class, () -> read(""));
    assertThrows(ProblemException.class, () -> read("[profile.main"));
    assertThrows(ProblemException.class, () -> read("[profile.\"../x\"]\n"));
  }

  @FuzzTest
  void anyText_isAConfigurationOrAProblem(byte[] toml) throws Exception {
    Path file = Files.createTempFile("fuzz", ".toml");
    try {
      new ConfigReader(Map.of()).read(Files.write(file, toml));
    } catch (ProblemException _) {
      // A typed error is what is wanted.
    } finally {
      Files.delete(file);
    }
  }
}
