package dev.grapnel.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.grapnel.service.revocation.CrlOrder;
import dev.grapnel.service.revocation.CrlServer;
import dev.grapnel.testing.CertificateOrder;
import dev.grapnel.testing.KeyKind;
import dev.grapnel.testing.TestCa;
import dev.grapnel.testing.TestIdentity;
import dev.grapnel.testing.Wire;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole service and servers of CRLs and OCSP that fail: nothing that is wrong is obeyed, nobody
 * waits, and operators see it in the metrics and in the audit trail.
 */
final class RevocationFaultsTest {
  /** How long the service waits for a server, in the background. */
  private static final Duration SERVER_TIME = Duration.ofSeconds(4);

  /** How long the test waits for what goes on in the background. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Instant now = Instant.now();

  @TempDir private Path folder = Path.of("");

  private CrlServer good;
  private CrlServer silent;
  private ListeningService service;

  @BeforeEach
  void start() throws Exception {
    good = new CrlServer();
    silent = new CrlServer();
    silent.beSilent();
    service = ListeningService.start(data());
  }

  @AfterEach
  void stop() {
    service.close();
    good.close();
    silent.close();
  }

  @Test
  void refuse_nothingThatIsWrongIsObeyed_andNobodyWaits() throws Exception {
    restart(Map.of());
    service.controlPlane.rest(
        "PATCH", "/trustanchor/" + anchorId(), "{\"crlDpRevocationEnabled\":true}");
    List<TestIdentity> leaves = leavesOfFaultyServers();
    for (TestIdentity leaf : leaves) {
      Wire.Answer answer = inTime(leaf);
      assertEquals(403, answer.status(), answer::text);
      assertFalse(answer.text().contains("revoked at"), answer::text);
    }
    awaitMetric("grapnel_revocation_fetches_failed_total", 1);
    awaitMetric("grapnel_revocation_answers_refused_total", 3);
    for (TestIdentity leaf : leaves) {
      Wire.Answer answer = inTime(leaf);
      assertEquals(403, answer.status(), answer::text);
      assertFalse(answer.text().contains("revoked at"), answer::text);
    }
    assertTrue(metric("grapnel_revocation_unknown_total") >= 2 * leaves.size());
    assertEquals(2L * leaves.size(), audited("REVOCATION_UNKNOWN"));
    assertEquals(0, audited("REVOKED"));
  }

  @Test
  void acceptWithWarning_eachSessionIsCountedAndAudited() throws Exception {
    restart(Map.of("revocation.accept_stale_for", service.anchor));
    service.controlPlane.rest(
        "PATCH", "/trustanchor/" + anchorId(), "{\"crlDpRevocationEnabled\":true}");
    List<TestIdentity> leaves = leavesOfFaultyServers();
    for (int round = 1; round <= 2; round++) {
      for (TestIdentity leaf : leaves) {
        Wire.Answer answer = inTime(leaf);
        assertEquals(201, answer.status(), answer::text);
      }
      int sessions = round * leaves.size();
      assertEquals(sessions, metric("grapnel_revocation_accepted_with_warning_total"));
      assertEquals(sessions, audited("\"warnings\":"));
    }
    awaitMetric("grapnel_revocation_fetches_failed_total", 1);
    // What is known goes on to count, in spite of the setting.
    TestIdentity revoked = leaf("/revoked.crl", good);
    good.put("/revoked.crl", crl().revoke(revoked.serial(), 1).der());
    Wire.Answer last = inTime(revoked);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (last.status() == 201 && System.nanoTime() < deadline) {
      last = inTime(revoked);
    }
    assertEquals(403, last.status(), last::text);
    assertTrue(last.text().contains("revoked"), last::text);
    assertTrue(metric("grapnel_revocation_revoked_total") >= 1);
  }

  @Test
  void ocsp_responderThatNeverAnswers_delaysNobody() throws Exception {
    restart(Map.of("revocation.ocsp_for", service.anchor));
    TestIdentity leaf =
        service
            .ca
            .leaf("asks-ocsp")
            .extension(
                "1.3.6.1.5.5.7.1.1",
                false,
                new AuthorityInformationAccess(AccessDescription.id_ad_ocsp, uri(silent.url("/"))))
            .issue();
    Wire.Answer answer = inTime(leaf);
    assertEquals(403, answer.status(), answer::text);
    assertTrue(answer.text().contains("has not answered yet"), answer::text);
    awaitMetric("grapnel_revocation_fetches_failed_total", 1);
    assertEquals(403, inTime(leaf).status());
    assertEquals(2, audited("REVOCATION_UNKNOWN"));
  }

  @Test
  void configuredFiles_badOnesAreNotObeyed_andGoodOnesAre() throws Exception {
    Path file = folder.resolve("configured.crl");
    Files.write(file, crl().der());
    restart(Map.of("revocation.crls", service.anchor + "=" + file));
    TestIdentity leaf = service.workload;
    assertEquals(201, inTime(leaf).status());
    TestCa impostor = TestCa.root("Registered CA", KeyKind.P256);
    Files.write(file, CrlOrder.by(impostor.identity()).revoke(leaf.serial()).der());
    awaitMetric("grapnel_revocation_answers_refused_total", 1);
    assertEquals(201, inTime(leaf).status());
    Files.write(file, crl().from(now).revoke(leaf.serial(), 1).der());
    awaitMetric("grapnel_revocation_lists_taken_total", 2);
    Wire.Answer answer = inTime(leaf);
    assertEquals(403, answer.status(), answer::text);
    assertTrue(answer.text().contains("revoked"), answer::text);
    assertEquals(1, audited("REVOKED"));
  }

  /** A silent server; a CRL of another CA, one of a CA of the same name, broken, expired ones. */
  private List<TestIdentity> leavesOfFaultyServers() throws IOException {
    List<TestIdentity> leaves = new ArrayList<>();
    leaves.add(leaf("/never.crl", silent));
    TestCa other = TestCa.root("Other CA", KeyKind.P256);
    leaves.add(leafWith("/other.crl", CrlOrder.by(other.identity())));
    TestCa sameName = TestCa.root("Registered CA", KeyKind.P256);
    leaves.add(leafWith("/same-name.crl", CrlOrder.by(sameName.identity())));
    TestIdentity broken = leaf("/broken.crl", good);
    byte[] brokenList = crl().revoke(broken.serial(), 1).der();
    brokenList[brokenList.length - 1] ^= 1;
    good.put("/broken.crl", brokenList);
    leaves.add(broken);
    leaves.add(leaf("/expired.crl", good));
    good.put("/expired.crl", crl().until(now.minusSeconds(60)).der());
    return leaves;
  }

  /** A leaf that the CRL at its distribution point revokes. */
  private TestIdentity leafWith(String path, CrlOrder order) {
    TestIdentity leaf = leaf(path, good);
    good.put(path, order.from(now.minusSeconds(3_600)).revoke(leaf.serial(), 1).der());
    return leaf;
  }

  private TestIdentity leaf(String path, CrlServer server) {
    CertificateOrder order = service.ca.leaf("asks-" + path.substring(1));
    DistributionPointName name = new DistributionPointName(new GeneralNames(uri(server.url(path))));
    CRLDistPoint points =
        new CRLDistPoint(new DistributionPoint[] {new DistributionPoint(name, null, null)});
    return order.extension("2.5.29.31", false, points).issue();
  }

  private static GeneralName uri(String url) {
    return new GeneralName(GeneralName.uniformResourceIdentifier, url);
  }

  private CrlOrder crl() {
    return CrlOrder.by(service.ca.identity())
        .from(now.minusSeconds(3_600))
        .until(now.plus(Duration.ofDays(1)));
  }

  /** A CreateSession, which must not take as long as the service waits for a server. */
  private Wire.Answer inTime(TestIdentity leaf) throws IOException {
    long start = System.nanoTime();
    Wire.Answer answer = service.send(service.call(leaf).sign());
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    assertTrue(took.compareTo(SERVER_TIME) < 0, () -> "took " + took);
    return answer;
  }

  private void restart(Map<String, String> more) throws Exception {
    Map<String, String> settings = new java.util.HashMap<>(more);
    settings.put("revocation.allowed_hosts", good.host() + "," + silent.host());
    settings.put("revocation.total_time", SERVER_TIME.toSeconds() + "s");
    service = service.restart(settings);
  }

  private Path data() {
    return folder.resolve("data");
  }

  private String anchorId() {
    return service.anchor.substring(service.anchor.lastIndexOf('/') + 1);
  }

  /** Whatever is refused or warned of is in the audit trail before the answer is sent. */
  private long audited(String text) throws IOException {
    long lines = 0;
    try (Stream<Path> files = Files.walk(data().resolve("audit"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        lines +=
            new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1)
                .lines()
                .filter(line -> line.contains("CreateSession") && line.contains(text))
                .count();
      }
    }
    return lines;
  }

  private void awaitMetric(String name, double least) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    double value = metric(name);
    while (value < least && System.nanoTime() < deadline) {
      value = metric(name);
    }
    assertTrue(value >= least, () -> name + " stays below " + least);
  }

  /** The sum over all labels; 0 for a metric that nothing has counted yet. */
  private double metric(String name) throws IOException, InterruptedException {
    URI url = service.management().resolve("/metrics");
    String text;
    try (HttpClient client = HttpClient.newHttpClient()) {
      text =
          client
              .send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString())
              .body();
    }
    Matcher line = Pattern.compile("(?m)^" + name + "(?:\\{[^}]*})? (\\S+)$").matcher(text);
    double sum = 0;
    while (line.find()) {
      sum += Double.parseDouble(line.group(1));
    }
    return sum;
  }
}
