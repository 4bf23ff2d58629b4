package dev.grapnel.service.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceConfigTest {
  @TempDir Path folder = Path.of("");

  private static ServiceConfig read(Map<String, String> flags)
      throws InvalidConfigurationException {
    return ServiceConfig.read(SettingSources.read(flags, Map.of(), Optional.empty()));
  }

  private ServiceConfig readFile(String toml) throws InvalidConfigurationException, IOException {
    Path file = Files.writeString(folder.resolve("service.toml"), toml);
    return ServiceConfig.read(SettingSources.read(Map.of(), Map.of(), Optional.of(file)));
  }

  @Test
  void read_nothing_isTheDefaults() throws Exception {
    ServiceConfig config = read(Map.of());
    assertEquals("127.0.0.1:8443", config.listen().api().toString());
    assertFalse(config.listen().plaintext());
    assertTrue(config.chain().requireClientAuth());
    assertEquals("us-east-1", config.identity().region());
  }

  @Test
  void read_aFlagBeforeTheEnvironmentBeforeTheFile() throws Exception {
    Path file = Files.writeString(folder.resolve("a.toml"), "[audit]\nrotate_age = \"1h\"\n");
    Map<String, String> environment = Map.of("GRAPNEL_AUDIT_ROTATE_AGE", "2h");
    Map<String, String> flags = Map.of("audit.rotate_age", "3h");
    assertEquals(Duration.ofHours(1), rotateAge(Map.of(), Map.of(), file));
    assertEquals(Duration.ofHours(2), rotateAge(Map.of(), environment, file));
    assertEquals(Duration.ofHours(3), rotateAge(flags, environment, file));
  }

  private static Duration rotateAge(
      Map<String, String> flags, Map<String, String> environment, Path file)
      throws InvalidConfigurationException {
    return ServiceConfig.read(SettingSources.read(flags, environment, Optional.of(file)))
        .audit()
        .rotateAge();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "listen | 8443 | HOST:PORT",
        "listen | 127.0.0.1:65536 | HOST:PORT",
        "region | Mars | us-east-1",
        "account | 12 | 12 digits",
        "log.level | loud | one of error, warn, info, debug",
        "limits.idle_time | 5 | 30s, 5m, 24h or 7d",
        "limits.idle_time | 50ms | expected 100ms to 1h",
        "limits.memory | 1 | expected",
        "limits.memory | 999999999999GiB | 64KiB or 16MiB",
        "limits.memory | 999999999GiB | expected",
        "limits.connections | 0 | expected 1 to 1000000",
        "limits.connections | many | a whole number",
        "chain.require_client_auth | maybe | true or false",
        "store.url | mysql://x | jdbc:postgresql",
        "tls.key | /x | belong together",
        "revocation.ocsp_for | arn:aws:x | allowed_hosts",
        "notifications.webhook_url | https://hooks.example.com/x | belong together",
        "notifications.webhook_url | http://hooks.example.com/x | for this machine alone",
        "notifications.webhook_url | hooks.example.com | https://HOST",
        "notifications.webhook_url | https://user:password@hooks.example.com | https://HOST",
        "audit.rotate_agee | 1h | did you mean audit.rotate_age?",
      })
  void read_wrongValue_saysWhatIsExpected(String key, String value, String part) {
    InvalidConfigurationException refused =
        assertThrows(InvalidConfigurationException.class, () -> read(Map.of(key, value)));
    String message = String.valueOf(refused.getMessage());
    assertTrue(message.contains(part), message);
    assertTrue(message.contains(key), message);
  }

  @Test
  void read_plaintextBeyondLoopback_isRefused() {
    assertThrows(
        InvalidConfigurationException.class,
        () -> read(Map.of("plaintext", "true", "listen", "0.0.0.0:8443")));
  }

  @Test
  void read_everythingWrong_isSaidAtOnce() {
    InvalidConfigurationException refused =
        assertThrows(
            InvalidConfigurationException.class,
            () -> readFile("listen = 1\nregionn = \"x\"\n[log]\nlevel = \"loud\"\n"));
    assertEquals(3, String.valueOf(refused.getMessage()).lines().count(), refused.getMessage());
  }

  @Test
  void read_notToml_saysWhere() {
    InvalidConfigurationException refused =
        assertThrows(InvalidConfigurationException.class, () -> readFile("a = \n"));
    assertTrue(String.valueOf(refused.getMessage()).contains("line 1"), refused.getMessage());
  }

  @Test
  void documentation_hasEachSettingWithItsDefault() throws Exception {
    Path page = repository().resolve("docs/configuration.md");
    List<String> lines = Files.readAllLines(page);
    for (Settings.Known known :
        ServiceConfig.settings(SettingSources.read(Map.of(), Map.of(), Optional.empty()))) {
      String start = "| `%s` | %s | ".formatted(known.key(), known.defaultText());
      assertTrue(
          lines.stream().anyMatch(line -> line.startsWith(start)),
          page + " lacks a row that starts: " + start);
    }
  }

  private static Path repository() {
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      if (Files.exists(folder.resolve("quickstart"))) {
        return folder;
      }
    }
    throw new IllegalStateException("run from within the repository");
  }
}
