package dev.grapnel.service.registry.control;

import static dev.grapnel.service.store.Opened.ACCOUNT;
import static dev.grapnel.service.store.Opened.passed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.grapnel.protocol.arn.Arn;
import dev.grapnel.service.refusal.Denial;
import dev.grapnel.service.refusal.Verdict;
import dev.grapnel.service.registry.AttributeMapping.CertificateField;
import dev.grapnel.service.registry.Crl;
import dev.grapnel.service.registry.NotificationSetting.Event;
import dev.grapnel.service.registry.Profile;
import dev.grapnel.service.registry.Resource;
import dev.grapnel.service.registry.TrustAnchor;
import dev.grapnel.service.registry.subject.Sighting;
import dev.grapnel.service.registry.subject.SubjectIds;
import dev.grapnel.service.registry.subject.Subjects;
import dev.grapnel.service.store.Drafts;
import dev.grapnel.service.store.StoreTestBase;
import dev.grapnel.service.store.TestEngine;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** One account's caller names another account's resources in every operation there is. */
@ParameterizedClass
@EnumSource(TestEngine.class)
class CrossingAccountsTest extends StoreTestBase {
  private static final String OTHER = "444455556666";
  private static final List<Class<?>> FAMILIES =
      List.of(
          TrustAnchors.class,
          Profiles.class,
          Crls.class,
          Tags.class,
          Roles.class,
          RolePolicies.class,
          Subjects.class);

  private final Map<String, Verdict<?>> refusals = new TreeMap<>();
  private final Map<String, Verdict<? extends Page<?>>> listings = new TreeMap<>();

  CrossingAccountsTest(TestEngine engine) {
    super(engine);
  }

  @BeforeEach
  void makeOtherAccount() {
    passed(control().accounts().create(Optional.of(OTHER)));
  }

  @Test
  void everyOperation_onAnothersResource_findsNothing() throws Exception {
    TrustAnchor anchor =
        passed(control().trustAnchors().create(ACCOUNT, Drafts.anchor("a", Optional.of("main"))));
    Profile profile =
        passed(control().profiles().create(ACCOUNT, Drafts.profile("p", Optional.of("main"))));
    Crl crl =
        passed(
            control().crls().importCrl(ACCOUNT, Drafts.crl("c", arn(anchor), Optional.of("main"))));
    passed(control().roles().create(ACCOUNT, Drafts.role("demo")));
    passed(control().rolePolicies().put(ACCOUNT, "demo", "p", "{}"));
    record();
    List<Resource> before = resources();

    for (String identifier : List.of(anchor.trustAnchorId(), arn(anchor), alias("trust-anchor"))) {
      tryAnchors(identifier);
    }
    for (String identifier : List.of(profile.profileId(), arn(profile), alias("profile"))) {
      tryProfiles(identifier);
    }
    for (String identifier : List.of(crl.crlId(), arn(crl), alias("crl"))) {
      tryCrls(identifier);
    }
    for (Resource resource : List.of(anchor, profile, crl)) {
      tryTags(arn(resource));
    }
    tryRoles();
    trySubjects();
    tryListings();

    refusals.forEach((name, verdict) -> assertTrue(isNotFound(verdict), name + ": " + verdict));
    listings.forEach((name, verdict) -> assertEquals(List.of(), passed(verdict).items(), name));
    assertEquals(before, resources());
    Set<String> tried = new TreeSet<>(refusals.keySet());
    tried.addAll(listings.keySet());
    assertEquals(operations(), tried, "each operation has its turn");
  }

  @Test
  void lookUps_ofTheSnapshot_stayWithinTheAccount() throws Exception {
    TrustAnchor anchor =
        passed(control().trustAnchors().create(ACCOUNT, Drafts.anchor("a", Optional.of("main"))));
    for (String resource : List.of(anchor.arn().resource(), "alias/trust-anchor/main")) {
      Arn crossed = Arn.parse("arn:aws:rolesanywhere:us-east-1:" + OTHER + ":" + resource);
      assertEquals(
          Optional.empty(), persistence.registry().current().trustAnchor(crossed), resource);
    }
  }

  private void tryAnchors(String id) {
    TrustAnchors anchors = control().trustAnchors();
    refuse("TrustAnchors.get", anchors.get(OTHER, id));
    refuse("TrustAnchors.enable", anchors.enable(OTHER, id));
    refuse("TrustAnchors.disable", anchors.disable(OTHER, id));
    refuse("TrustAnchors.delete", anchors.delete(OTHER, id));
    refuse(
        "TrustAnchors.update",
        anchors.update(
            OTHER,
            id,
            new TrustAnchorChange(
                Optional.of("taken"),
                Optional.empty(),
                Optional.of("other data"),
                Optional.empty(),
                Optional.of("other"))));
    refuse(
        "TrustAnchors.putNotificationSettings",
        anchors.putNotificationSettings(
            OTHER,
            id,
            List.of(new NotificationChange(Event.CA_CERTIFICATE_EXPIRY, false, Optional.empty()))));
    refuse(
        "TrustAnchors.resetNotificationSettings",
        anchors.resetNotificationSettings(OTHER, id, Set.of(Event.CA_CERTIFICATE_EXPIRY)));
  }

  private void tryProfiles(String id) {
    Profiles profiles = control().profiles();
    refuse("Profiles.get", profiles.get(OTHER, id));
    refuse("Profiles.enable", profiles.enable(OTHER, id));
    refuse("Profiles.disable", profiles.disable(OTHER, id));
    refuse("Profiles.delete", profiles.delete(OTHER, id));
    refuse(
        "Profiles.update",
        profiles.update(
            OTHER,
            id,
            new ProfileChange(
                Optional.of("taken"),
                Optional.empty(),
                Optional.of(List.of()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty())));
    refuse(
        "Profiles.putAttributeMapping",
        profiles.putAttributeMapping(OTHER, id, CertificateField.X509_SAN, List.of("DNS")));
    refuse(
        "Profiles.deleteAttributeMapping",
        profiles.deleteAttributeMapping(OTHER, id, CertificateField.X509_SAN, List.of()));
  }

  private void tryCrls(String id) {
    Crls crls = control().crls();
    refuse("Crls.get", crls.get(OTHER, id));
    refuse("Crls.enable", crls.enable(OTHER, id));
    refuse("Crls.disable", crls.disable(OTHER, id));
    refuse("Crls.delete", crls.delete(OTHER, id));
    CrlChange change = new CrlChange(Optional.of("taken"), Optional.empty(), Optional.empty());
    refuse("Crls.update", crls.update(OTHER, id, change));
  }

  private void tryTags(String arn) {
    Tags tags = control().tags();
    refuse("Tags.list", tags.list(OTHER, arn));
    refuse("Tags.tag", tags.tag(OTHER, arn, Map.of("taken", "")));
    refuse("Tags.untag", tags.untag(OTHER, arn, List.of("made-by")));
  }

  private void tryRoles() {
    Roles roles = control().roles();
    refuse("Roles.get", roles.get(OTHER, "demo"));
    refuse("Roles.delete", roles.delete(OTHER, "demo"));
    refuse("Roles.updateAssumeRolePolicy", roles.updateAssumeRolePolicy(OTHER, "demo", "{}"));
    refuse("Roles.update", roles.update(OTHER, "demo", Optional.of("taken"), Optional.empty()));
    refuse("Roles.revokeSessions", roles.revokeSessions(OTHER, "demo", clock.instant()));
    refuse("Roles.tag", roles.tag(OTHER, "demo", Map.of("taken", "")));
    refuse("Roles.untag", roles.untag(OTHER, "demo", List.of("a")));
    RolePolicies policies = control().rolePolicies();
    refuse("RolePolicies.put", policies.put(OTHER, "demo", "q", "{}"));
    refuse("RolePolicies.get", policies.get(OTHER, "demo", "p"));
    refuse("RolePolicies.delete", policies.delete(OTHER, "demo", "p"));
    refuse("RolePolicies.list", policies.list(OTHER, "demo", PageRequest.first()));
  }

  private void trySubjects() {
    String id = SubjectIds.of(ACCOUNT, "CN=demo");
    passed(persistence.subjects().get(ACCOUNT, id));
    refuse("Subjects.get", persistence.subjects().get(OTHER, id));
  }

  private void tryListings() {
    listings.put("TrustAnchors.list", control().trustAnchors().list(OTHER, PageRequest.first()));
    listings.put("Profiles.list", control().profiles().list(OTHER, PageRequest.first()));
    listings.put("Crls.list", control().crls().list(OTHER, PageRequest.first()));
    listings.put("Roles.list", control().roles().list(OTHER, "/", PageRequest.first()));
    listings.put("Subjects.list", persistence.subjects().list(OTHER, PageRequest.first()));
  }

  private void refuse(String operation, Verdict<?> verdict) {
    refusals.merge(operation, verdict, (old, now) -> isNotFound(old) ? now : old);
  }

  /** Every public operation but those that make something new. */
  private static Set<String> operations() {
    return FAMILIES.stream()
        .flatMap(family -> Arrays.stream(family.getDeclaredMethods()))
        .filter(method -> Modifier.isPublic(method.getModifiers()))
        .map(CrossingAccountsTest::name)
        .filter(
            name ->
                !Set.of("TrustAnchors.create", "Profiles.create", "Crls.importCrl", "Roles.create")
                    .contains(name))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String name(Method method) {
    return method.getDeclaringClass().getSimpleName() + '.' + method.getName();
  }

  private static boolean isNotFound(Verdict<?> verdict) {
    return verdict instanceof Verdict.Refused<?>(Denial denial)
        && denial instanceof Denial.NotFound;
  }

  private void record() throws Exception {
    persistence
        .store()
        .subjects()
        .record(
            List.of(
                new Sighting(
                    ACCOUNT,
                    clock.instant(),
                    "CN=demo",
                    "1",
                    "CN=ca",
                    new byte[] {1},
                    Instant.parse("2030-01-01T00:00:00Z"),
                    false,
                    Map.of())));
  }

  private List<Resource> resources() {
    List<Resource> all = new ArrayList<>();
    persistence.registry().current().resources().forEach(all::add);
    return all;
  }

  private static String alias(String type) {
    return "arn:aws:rolesanywhere:us-east-1:" + ACCOUNT + ":alias/" + type + "/main";
  }

  private static String arn(Resource resource) {
    return resource.arn().toString();
  }
}
