package dev.grapnel.agent.config;

import dev.grapnel.agent.identity.CertificateSelector;
import dev.grapnel.agent.identity.EntryChoice;
import dev.grapnel.agent.identity.KeySource;
import dev.grapnel.agent.identity.KeyStoreReader;
import dev.grapnel.agent.identity.PasswordSource;
import dev.grapnel.agent.identity.Pkcs11Modules;
import dev.grapnel.agent.identity.Pkcs11Uri;
import dev.grapnel.agent.problem.ProblemException;
import dev.grapnel.agent.session.ConnectionSettings;
import dev.grapnel.agent.session.Endpoint;
import dev.grapnel.agent.session.Proxies;
import dev.grapnel.agent.session.RoleChain;
import dev.grapnel.agent.session.SessionTarget;
import dev.grapnel.protocol.arn.Arn;
import dev.grapnel.protocol.arn.InvalidArnException;
import dev.grapnel.protocol.secret.SecretValue;
import dev.grapnel.protocol.session.CreateSessionRequest;
import dev.grapnel.protocol.session.SessionName;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads one {@code [profile.NAME]}. */
final class ProfileReader {
  private static final int IMDS_PORT = 9911;
  private static final Duration TOKEN_ROTATION = Duration.ofHours(12);
  private static final Duration LEAST_ROTATION = Duration.ofMinutes(1);
  private static final Duration MOST_ROTATION = Duration.ofDays(30);
  private static final Duration ATTEMPT = Duration.ofSeconds(10);

  private final String name;
  private final ConfigTable table;
  private final Map<String, String> environment;

  ProfileReader(String name, ConfigTable table, Map<String, String> environment) {
    this.name = name;
    this.table = table;
    this.environment = environment;
  }

  /** The profile; empty if it has errors, which the table has collected. */
  Optional<ProfileConfig> read() {
    if (!name.matches("[A-Za-z0-9_.-]{1,64}")) {
      table.error("a profile's name has 1 to 64 letters, digits and _.-, not \"" + name + '"');
      return Optional.empty();
    }
    try {
      return profile();
    } catch (ProblemException e) {
      table.error(table.name("") + ": " + e.problem().what());
      return Optional.empty();
    } catch (InvalidArnException e) {
      table.error(table.name("") + ": " + e.getMessage());
      return Optional.empty();
    }
  }

  private Optional<ProfileConfig> profile() throws ProblemException, InvalidArnException {
    String anchorText = table.requiredText("trust-anchor-arn");
    String profileText = table.requiredText("profile-arn");
    String roleText = table.requiredText("role-arn");
    if (anchorText.isEmpty() || profileText.isEmpty() || roleText.isEmpty()) {
      return Optional.empty();
    }
    Arn anchor = Arn.parse(anchorText);
    Arn role = Arn.parse(roleText);
    String region = table.text("region").orElse(anchor.region());
    boolean insecure = table.isOn("insecure-http");
    Optional<String> endpoint = table.text("endpoint");
    SessionTarget target =
        new SessionTarget(
            Endpoint.resolve(
                new Endpoint.Choice(endpoint, insecure), anchor.partition(), region, environment),
            region,
            new CreateSessionRequest(
                anchor, Arn.parse(profileText), role, duration(), sessionName(), Map.of()));
    ProfileConfig config =
        new ProfileConfig(
            name,
            source(),
            target,
            connection(),
            chain(endpoint, anchor.partition(), region, insecure),
            container(),
            imds(role),
            file());
    table.refuseUnknown();
    return Optional.of(config);
  }

  private Optional<Duration> duration() {
    return Optional.of(
        table.seconds(
            "session-duration",
            Duration.ofHours(1),
            CreateSessionRequest.MIN_DURATION,
            CreateSessionRequest.MAX_DURATION));
  }

  private Optional<String> sessionName() {
    Optional<String> text = table.text("role-session-name");
    if (text.isPresent() && !SessionName.isLegal(text.get())) {
      table.error(table.name("role-session-name") + ": " + SessionName.RULE);
      return Optional.empty();
    }
    return text;
  }

  private KeySource source() throws ProblemException {
    String certificate = table.text("certificate").orElse("");
    Optional<String> key = table.text("private-key");
    Optional<Path> intermediates = table.path("intermediates");
    Optional<String> selector = table.text("cert-selector");
    EntryChoice choice =
        new EntryChoice(
            table.text("key-alias"),
            selector.isPresent()
                ? Optional.of(CertificateSelector.parse(selector.get()))
                : Optional.empty());
    Optional<Path> module = table.path("pkcs11-lib");
    Optional<PasswordSource> password = password();
    String token = key.filter(Pkcs11Uri::isPkcs11).orElse(certificate);
    if (Pkcs11Uri.isPkcs11(token)) {
      Pkcs11Uri uri = Pkcs11Uri.parse(token);
      return new KeySource.Pkcs11Token(
          uri,
          uri.modulePath().or(() -> module).orElseGet(Pkcs11Modules::usual),
          Pkcs11Uri.isPkcs11(certificate) ? Optional.empty() : table.path("certificate"),
          intermediates,
          uri.pin().or(() -> password).orElse(new PasswordSource.Prompt("PIN of " + name)),
          choice);
    }
    if (certificate.isEmpty()) {
      table.error(table.name("certificate") + " is missing");
    }
    Path file = table.path("certificate").orElse(Path.of("/"));
    if (key.isEmpty() && KeyStoreReader.isKeyStore(file)) {
      PasswordSource empty = new PasswordSource.Given(SecretValue.ofText(""));
      return new KeySource.KeyStoreFile(file, password.orElse(empty), choice);
    }
    return new KeySource.PemFiles(
        file,
        table.path("private-key"),
        intermediates,
        password.orElse(new PasswordSource.Prompt("key of " + name)));
  }

  /** From a file, an environment variable, or a credential that systemd hands over. */
  private Optional<PasswordSource> password() {
    List<PasswordSource> sources = new ArrayList<>();
    table.path("password-file").ifPresent(f -> sources.add(new PasswordSource.FromFile(f)));
    table
        .text("password-environment")
        .ifPresent(v -> sources.add(new PasswordSource.FromEnvironment(v, environment)));
    table
        .text("password-credential")
        .ifPresent(
            credential ->
                sources.add(
                    new PasswordSource.FromFile(
                        Path.of(
                            environment.getOrDefault("CREDENTIALS_DIRECTORY", "/nonexistent"),
                            credential))));
    if (sources.size() > 1) {
      table.error(table.name("password-...") + ": give one of file, environment and credential");
    }
    return sources.stream().findFirst();
  }

  private ConnectionSettings connection() {
    ConnectionSettings settings =
        ConnectionSettings.usual(new Proxies(environment))
            .withTimeouts(Duration.ofSeconds(3), ATTEMPT, ATTEMPT);
    Optional<Path> bundle =
        table
            .path("ca-bundle")
            .or(
                () ->
                    Optional.ofNullable(environment.get("AWS_CA_BUNDLE"))
                        .filter(text -> !text.isEmpty())
                        .map(Path::of));
    if (bundle.isPresent()) {
      settings = settings.withCaBundle(bundle.get());
    }
    Optional<String> pin = table.text("pin-sha256");
    return pin.isPresent() ? settings.withPin(pin.get()) : settings;
  }

  private Optional<RoleChain> chain(
      Optional<String> endpoint, String partition, String region, boolean insecure)
      throws ProblemException, InvalidArnException {
    List<Arn> roles = new ArrayList<>();
    for (String role : table.texts("chain")) {
      roles.add(Arn.parse(role));
    }
    Optional<String> named = table.text("sts-endpoint").or(() -> endpoint);
    Endpoint sts =
        Endpoint.sts(new Endpoint.Choice(named, insecure), partition, region, environment);
    String sessionName = table.text("chain-session-name").orElse("grapnel-agent");
    return roles.isEmpty()
        ? Optional.empty()
        : Optional.of(new RoleChain(sts, region, roles, sessionName));
  }

  private Optional<ProfileConfig.ContainerConfig> container() {
    ConfigTable outlet = table.table("container");
    Optional<InetSocketAddress> listen = outlet.address("listen");
    Optional<Path> tokenFile = outlet.path("token-file");
    boolean groupMayRead = outlet.isOn("token-group-readable");
    Optional<Path> certificate = outlet.path("tls-certificate");
    Optional<Path> key = outlet.path("tls-key");
    Duration rotation =
        outlet.seconds("token-rotation", TOKEN_ROTATION, LEAST_ROTATION, MOST_ROTATION);
    outlet.refuseUnknown();
    if (!outlet.isPresent()) {
      return Optional.empty();
    }
    if (listen.isEmpty() || tokenFile.isEmpty() || certificate.isPresent() != key.isPresent()) {
      table.error(
          outlet.name("") + ": needs listen and token-file, and tls-certificate with tls-key");
      return Optional.empty();
    }
    Optional<ProfileConfig.TlsConfig> tls =
        certificate.flatMap(c -> key.map(k -> new ProfileConfig.TlsConfig(c, k)));
    if (tls.isEmpty() && !listen.get().getAddress().isLoopbackAddress()) {
      table.error(
          outlet.name("listen") + ": off loopback TLS is needed (tls-certificate, tls-key)");
    }
    return Optional.of(
        new ProfileConfig.ContainerConfig(
            listen.get(), tokenFile.get(), groupMayRead, rotation, tls));
  }

  private Optional<ProfileConfig.ImdsConfig> imds(Arn role) {
    ConfigTable outlet = table.table("imds");
    InetSocketAddress usual = new InetSocketAddress(InetAddress.getLoopbackAddress(), IMDS_PORT);
    InetSocketAddress listen = outlet.address("listen").orElse(usual);
    int hopLimit = (int) outlet.number("hop-limit", 64, 1, 255);
    boolean anywhere = outlet.isOn("reachable-from-elsewhere");
    outlet.refuseUnknown();
    InetAddress address = listen.getAddress();
    if (!address.isLoopbackAddress() && !address.isLinkLocalAddress() && !anywhere) {
      table.error(
          outlet.name("listen")
              + ": whoever reaches it gets credentials; use a loopback or link-local address, or"
              + " set reachable-from-elsewhere = true");
    }
    String path = role.resourceId();
    return outlet.isPresent()
        ? Optional.of(
            new ProfileConfig.ImdsConfig(
                listen, hopLimit, path.substring(path.lastIndexOf('/') + 1)))
        : Optional.empty();
  }

  private Optional<ProfileConfig.FileConfig> file() {
    ConfigTable outlet = table.table("file");
    Optional<Path> path = outlet.path("path");
    String section = outlet.text("section").orElse(name);
    outlet.refuseUnknown();
    if (!outlet.isPresent()) {
      return Optional.empty();
    }
    Path usual = Path.of(environment.getOrDefault("HOME", "/"), ".aws", "credentials");
    return Optional.of(new ProfileConfig.FileConfig(path.orElse(usual), section));
  }
}
