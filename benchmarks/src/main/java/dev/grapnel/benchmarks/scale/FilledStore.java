package dev.grapnel.benchmarks.scale;

import dev.grapnel.service.api.registration.DocumentRules;
import dev.grapnel.service.policy.PolicyLimits;
import dev.grapnel.service.refusal.Verdict;
import dev.grapnel.service.registry.TrustAnchor.SourceType;
import dev.grapnel.service.registry.control.ControlPlane;
import dev.grapnel.service.registry.control.ProfileDraft;
import dev.grapnel.service.registry.control.RoleDraft;
import dev.grapnel.service.registry.control.TrustAnchorDraft;
import dev.grapnel.service.registry.subject.Sighting;
import dev.grapnel.service.store.Persistence;
import dev.grapnel.service.store.PersistenceSettings;
import dev.grapnel.service.store.StoreSettings;
import dev.grapnel.service.store.Surroundings;
import dev.grapnel.service.token.MasterKeySettings;
import dev.grapnel.service.token.WrongMasterKeyException;
import dev.grapnel.testing.KeyKind;
import dev.grapnel.testing.TestCa;
import dev.grapnel.testing.TestIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A store with so many entries, written before any service runs on it.
 *
 * @param anchor the ARN of the trust anchor whose workloads are measured
 */
record FilledStore(String anchor, String profile, String role) {
  private static final String ACCOUNT = "111122223333";
  private static final int SUBJECTS_AT_ONCE = 1_000;
  private static final TestIdentity SEEN = TestCa.root(KeyKind.P256).leaf("seen").issue();

  /** How many of each. */
  record Size(int anchors, int profiles, int subjects) {}

  /** Fills the empty store of that folder, or of that database. */
  static FilledStore fill(Path data, Optional<String> url, TestCa measured, Size size)
      throws IOException, WrongMasterKeyException {
    Optional<StoreSettings.Postgres> postgres =
        url.map(
            text -> new StoreSettings.Postgres(text, Optional.of("postgres"), Optional.empty()));
    PersistenceSettings settings =
        new PersistenceSettings(
            data,
            postgres,
            Optional.empty(),
            MasterKeySettings.fromEnvironment(),
            "us-east-1",
            Optional.of(ACCOUNT));
    Surroundings surroundings =
        new Surroundings(
            InstantSource.system(), System::nanoTime, new SecureRandom(), System.getenv());
    DocumentRules rules =
        new DocumentRules(
            (_, _) -> Optional.empty(),
            (_, _) -> Optional.empty(),
            Optional::empty,
            PolicyLimits.trust(PolicyLimits.TRUST_SIZE));
    try (Persistence persistence = Persistence.open(settings, rules, surroundings)) {
      subjects(persistence, size.subjects());
      return resources(persistence.controlPlane(), measured, size);
    }
  }

  private static FilledStore resources(ControlPlane control, TestCa measured, Size size) {
    String role =
        passed(
                control
                    .roles()
                    .create(
                        ACCOUNT,
                        new RoleDraft(
                            "/",
                            "measured",
                            "",
                            dev.grapnel.testing.ControlPlane.OPEN_TRUST_POLICY,
                            RoleDraft.DEFAULT_MAX_SESSION_DURATION,
                            Map.of())))
            .arn()
            .toString();
    List<String> others =
        IntStream.range(1, size.anchors())
            .parallel()
            .mapToObj(i -> TestCa.root("CA " + i, KeyKind.P256).pem())
            .toList();
    for (int i = 0; i < others.size(); i++) {
      passed(control.trustAnchors().create(ACCOUNT, anchor("anchor " + i, others.get(i))));
    }
    String anchor =
        passed(control.trustAnchors().create(ACCOUNT, anchor("measured", measured.pem())))
            .arn()
            .toString();
    String profile = "";
    for (int i = 0; i < size.profiles(); i++) {
      profile =
          passed(control.profiles().create(ACCOUNT, profile("profile " + i, role)))
              .arn()
              .toString();
    }
    return new FilledStore(anchor, profile, role);
  }

  private static void subjects(Persistence persistence, int count) throws IOException {
    Instant now = Instant.now();
    for (int from = 0; from < count; from += SUBJECTS_AT_ONCE) {
      List<Sighting> sightings = new ArrayList<>();
      for (int i = from; i < Math.min(count, from + SUBJECTS_AT_ONCE); i++) {
        sightings.add(
            new Sighting(
                ACCOUNT,
                now,
                "CN=host-" + i + ",OU=machines",
                SEEN.serial().toString(),
                "CN=Root",
                SEEN.der(),
                now.plus(Duration.ofDays(1)),
                false,
                Map.of()));
      }
      persistence.store().subjects().record(sightings);
    }
  }

  private static TrustAnchorDraft anchor(String name, String pem) {
    return new TrustAnchorDraft(
        name,
        SourceType.CERTIFICATE_BUNDLE,
        pem,
        true,
        false,
        List.of(),
        Optional.empty(),
        Map.of("team", "red"));
  }

  private static ProfileDraft profile(String name, String role) {
    return new ProfileDraft(
        name,
        true,
        false,
        false,
        ProfileDraft.DEFAULT_DURATION,
        List.of(role),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Map.of());
  }

  private static <T> T passed(Verdict<T> verdict) {
    return switch (verdict) {
      case Verdict.Passed<T> passed -> passed.value();
      case Verdict.Refused<T> refused ->
          throw new IllegalStateException(refused.denial().auditReason());
    };
  }
}
