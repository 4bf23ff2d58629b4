package dev.grapnel.service.registry.control;

import static dev.grapnel.service.store.Opened.ACCOUNT;
import static dev.grapnel.service.store.Opened.passed;
import static dev.grapnel.service.store.Opened.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.grapnel.protocol.arn.Arn;
import dev.grapnel.service.refusal.Denial;
import dev.grapnel.service.refusal.Verdict;
import dev.grapnel.service.registry.AttributeMapping;
import dev.grapnel.service.registry.AttributeMapping.CertificateField;
import dev.grapnel.service.registry.Crl;
import dev.grapnel.service.registry.NotificationSetting;
import dev.grapnel.service.registry.NotificationSetting.Event;
import dev.grapnel.service.registry.Profile;
import dev.grapnel.service.registry.Resource;
import dev.grapnel.service.registry.TrustAnchor;
import dev.grapnel.service.store.Drafts;
import dev.grapnel.service.store.LenientRules;
import dev.grapnel.service.store.StoreTestBase;
import dev.grapnel.service.store.TestEngine;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The operations on trust anchors, profiles, CRLs and tags, over every engine. */
@ParameterizedClass
@EnumSource(TestEngine.class)
class ControlPlaneTest extends StoreTestBase {
  ControlPlaneTest(TestEngine engine) {
    super(engine);
  }

  @Test
  void create_thenReopen_findsTheSame() throws Exception {
    TrustAnchor anchor = anchor("first", Optional.of("main"));
    Profile profile = profile("first", Optional.empty());
    Crl crl = passed(control().crls().importCrl(ACCOUNT, Drafts.crl("c", arn(anchor), none())));
    reopen();
    assertEquals(anchor, passed(control().trustAnchors().get(ACCOUNT, anchor.trustAnchorId())));
    assertEquals(anchor, passed(control().trustAnchors().get(ACCOUNT, arn(anchor))));
    assertEquals(profile, passed(control().profiles().get(ACCOUNT, profile.profileId())));
    assertSame(crl, passed(control().crls().get(ACCOUNT, crl.crlId())));
    assertEquals(anchor, persistence.registry().current().trustAnchor(anchor.arn()).orElseThrow());
  }

  @Test
  void create_badFields_namesEachOfThem() {
    TrustAnchorDraft draft =
        new TrustAnchorDraft(
            "no/slash",
            TrustAnchor.SourceType.CERTIFICATE_BUNDLE,
            "x".repeat(204_801),
            true,
            false,
            List.of(new NotificationChange(Event.CA_CERTIFICATE_EXPIRY, true, Optional.of(361))),
            Optional.of("AWS/mine"),
            Map.of("", "ü"));
    String message =
        refused(Denial.Malformed.class, control().trustAnchors().create(ACCOUNT, draft)).message();
    for (String part :
        List.of("6 validation", "name", "x509", "threshold", "aws/", "key", "value")) {
      assertTrue(message.contains(part), message);
    }
  }

  @Test
  void create_documentThatTheRulesRefuse_isRefused() {
    refused(
        Denial.Malformed.class,
        control().trustAnchors().create(ACCOUNT, Drafts.anchor(LenientRules.REFUSED)));
  }

  @Test
  void update_someFields_leavesTheOthers() {
    TrustAnchor before = anchor("before", none());
    clock.advance(Duration.ofSeconds(5));
    TrustAnchorChange change =
        new TrustAnchorChange(
            Optional.of("after"), none(), Optional.of("new data"), Optional.of(true), none());
    TrustAnchor after =
        passed(control().trustAnchors().update(ACCOUNT, arn(before), change)).resource();
    assertEquals(
        before
            .withName("after")
            .withSource(before.sourceType(), "new data")
            .withCrlDpRevocationEnabled(true)
            .stamped(clock.instant(), after.version()),
        after);
    assertTrue(after.version() > before.version());
  }

  @Test
  void update_sourceThatTheRulesRefuse_changesNothing() {
    TrustAnchor before = anchor("before", none());
    TrustAnchorChange change =
        new TrustAnchorChange(
            Optional.of("after"), none(), Optional.of(LenientRules.REFUSED), none(), none());
    refused(Denial.Malformed.class, control().trustAnchors().update(ACCOUNT, arn(before), change));
    assertEquals(before, passed(control().trustAnchors().get(ACCOUNT, arn(before))));
  }

  @Test
  void disableAndEnable_takeEffectAtOnce() {
    TrustAnchor anchor = anchor("first", none());
    passed(control().trustAnchors().disable(ACCOUNT, arn(anchor)));
    assertFalse(seen(anchor).enabled());
    passed(control().trustAnchors().enable(ACCOUNT, arn(anchor)));
    assertTrue(seen(anchor).enabled());
    Profile profile = profile("first", none());
    assertFalse(passed(control().profiles().disable(ACCOUNT, profile.profileId())).enabled());
    assertTrue(passed(control().profiles().enable(ACCOUNT, profile.profileId())).enabled());
  }

  @Test
  void delete_thenGet_isNotFound() {
    TrustAnchor anchor = anchor("first", Optional.of("main"));
    assertEquals(anchor, passed(control().trustAnchors().delete(ACCOUNT, arn(anchor))));
    refused(Denial.NotFound.class, control().trustAnchors().get(ACCOUNT, arn(anchor)));
    refused(Denial.NotFound.class, control().trustAnchors().delete(ACCOUNT, arn(anchor)));
    assertTrue(persistence.registry().current().trustAnchor(anchor.arn()).isEmpty());
    anchor("second", Optional.of("main"));
  }

  @Test
  void alias_namesTheResourceUntilItMoves() throws Exception {
    TrustAnchor first = anchor("first", Optional.of("team/main"));
    Arn alias =
        Arn.parse("arn:aws:rolesanywhere:us-east-1:111122223333:alias/trust-anchor/team/main");
    assertEquals(first, passed(control().trustAnchors().get(ACCOUNT, alias.toString())));
    assertEquals(
        first.arn(), persistence.registry().current().trustAnchor(alias).orElseThrow().arn());
    TrustAnchor second = anchor("second", none());
    refused(Denial.Malformed.class, realias(second, "team/main"));
    Updated<TrustAnchor> freed = passed(realias(first, ""));
    assertEquals(Optional.of("team/main"), freed.previousAliasName());
    assertEquals(none(), freed.resource().aliasName());
    assertEquals(none(), passed(realias(second, "team/main")).previousAliasName());
    assertEquals(
        second.arn(), persistence.registry().current().trustAnchor(alias).orElseThrow().arn());
    reopen();
    assertEquals(
        second.arn(), passed(control().trustAnchors().get(ACCOUNT, alias.toString())).arn());
  }

  @Test
  void alias_ofAnotherKind_isFree() {
    anchor("first", Optional.of("main"));
    profile("first", Optional.of("main"));
  }

  @Test
  void identifier_thatIsNone_isMalformed() {
    for (String text :
        List.of(
            "",
            "first",
            "arn:aws:iam::111122223333:role/x",
            "arn:aws:rolesanywhere:us-east-1:111122223333:profile/x",
            "x".repeat(2_000))) {
      refused(Denial.Malformed.class, control().trustAnchors().get(ACCOUNT, text));
    }
  }

  @Test
  void identifier_ofAnotherRegion_isNotFound() {
    TrustAnchor anchor = anchor("first", Optional.of("main"));
    for (String resource : List.of(anchor.arn().resource(), "alias/trust-anchor/main")) {
      String elsewhere = "arn:aws:rolesanywhere:eu-west-1:111122223333:" + resource;
      refused(Denial.NotFound.class, control().trustAnchors().get(ACCOUNT, elsewhere));
    }
  }

  @Test
  void notificationSettings_changeAndReset() {
    TrustAnchor anchor = anchor("first", none());
    assertEquals(NotificationSetting.DEFAULTS, anchor.notificationSettings());
    NotificationChange change =
        new NotificationChange(Event.CA_CERTIFICATE_EXPIRY, false, Optional.empty());
    TrustAnchor changed =
        passed(
            control()
                .trustAnchors()
                .putNotificationSettings(ACCOUNT, anchor.trustAnchorId(), List.of(change)));
    assertEquals(
        List.of(
            new NotificationSetting(Event.CA_CERTIFICATE_EXPIRY, false, 45, ACCOUNT),
            NotificationSetting.byDefault(Event.END_ENTITY_CERTIFICATE_EXPIRY)),
        changed.notificationSettings());
    TrustAnchor reset =
        passed(
            control()
                .trustAnchors()
                .resetNotificationSettings(
                    ACCOUNT, anchor.trustAnchorId(), Set.of(Event.CA_CERTIFICATE_EXPIRY)));
    assertEquals(NotificationSetting.DEFAULTS, reset.notificationSettings());
  }

  @Test
  void profile_updateAndLimits() {
    Profile before = profile("before", none());
    ProfileChange change =
        new ProfileChange(
            Optional.of("after"),
            Optional.of("{\"session\":\"policy\"}"),
            Optional.of(List.of("arn:aws:iam::111122223333:role/other")),
            Optional.of(List.of("arn:aws:iam::aws:policy/ReadOnlyAccess")),
            Optional.of(Duration.ofHours(12)),
            Optional.of(true),
            Optional.of("p"));
    Profile after =
        passed(control().profiles().update(ACCOUNT, before.profileId(), change)).resource();
    assertEquals(List.of("arn:aws:iam::111122223333:role/other"), after.roleArns());
    assertEquals(Duration.ofHours(12), after.duration());
    assertEquals(Optional.of("p"), after.aliasName());
    assertTrue(after.acceptRoleSessionName());
    for (long seconds : List.of(899L, 43_201L)) {
      ProfileChange wrong =
          new ProfileChange(
              none(),
              none(),
              Optional.empty(),
              Optional.empty(),
              Optional.of(Duration.ofSeconds(seconds)),
              Optional.empty(),
              none());
      refused(Denial.Malformed.class, control().profiles().update(ACCOUNT, arn(after), wrong));
    }
  }

  @Test
  void attributeMappings_putAndDelete() {
    Profile profile = profile("first", none());
    assertEquals(AttributeMapping.DEFAULTS, profile.attributeMappings());
    Profiles profiles = control().profiles();
    Profile put =
        passed(
            profiles.putAttributeMapping(
                ACCOUNT, arn(profile), CertificateField.X509_SUBJECT, List.of("CN", "OU", "CN")));
    assertTrue(
        put.attributeMappings()
            .contains(new AttributeMapping(CertificateField.X509_SUBJECT, List.of("CN", "OU"))));
    Profile fewer =
        passed(
            profiles.deleteAttributeMapping(
                ACCOUNT, arn(profile), CertificateField.X509_SUBJECT, List.of("OU", "absent")));
    assertTrue(
        fewer
            .attributeMappings()
            .contains(new AttributeMapping(CertificateField.X509_SUBJECT, List.of("CN"))));
    Profile without =
        passed(
            profiles.deleteAttributeMapping(
                ACCOUNT, arn(profile), CertificateField.X509_SUBJECT, List.of()));
    assertEquals(2, without.attributeMappings().size());
    passed(
        profiles.deleteAttributeMapping(
            ACCOUNT, arn(profile), CertificateField.X509_SUBJECT, List.of()));
  }

  @Test
  void crl_belongsToItsAnchor() {
    TrustAnchor anchor = anchor("first", Optional.of("main"));
    String alias = "arn:aws:rolesanywhere:us-east-1:111122223333:alias/trust-anchor/main";
    refused(
        Denial.NotFound.class, control().crls().importCrl(ACCOUNT, Drafts.crl("c", alias, none())));
    Crl crl = passed(control().crls().importCrl(ACCOUNT, Drafts.crl("c", arn(anchor), none())));
    assertEquals(anchor.arn(), crl.trustAnchorArn());
    assertEquals(1, persistence.registry().current().crls(anchor.arn()).size());
    CrlChange change =
        new CrlChange(none(), Optional.of("new".getBytes(StandardCharsets.US_ASCII)), none());
    Crl changed = passed(control().crls().update(ACCOUNT, crl.crlId(), change)).resource();
    assertNotEquals(crl.version(), changed.version());
    passed(control().crls().disable(ACCOUNT, crl.crlId()));
    assertFalse(persistence.registry().current().crls(anchor.arn()).getFirst().enabled());
    passed(control().trustAnchors().delete(ACCOUNT, arn(anchor)));
    refused(Denial.Malformed.class, control().crls().update(ACCOUNT, crl.crlId(), change));
    passed(control().crls().delete(ACCOUNT, crl.crlId()));
    assertTrue(persistence.registry().current().crls(anchor.arn()).isEmpty());
    refused(
        Denial.NotFound.class,
        control().crls().importCrl(ACCOUNT, Drafts.crl("c", arn(anchor), none())));
  }

  @Test
  void tags_addRemoveAndLimit() {
    Profile profile = profile("first", none());
    Tags tags = control().tags();
    passed(tags.tag(ACCOUNT, arn(profile), Map.of("a", "1", "b", "2")));
    passed(tags.tag(ACCOUNT, arn(profile), Map.of("b", "3")));
    passed(tags.untag(ACCOUNT, arn(profile), List.of("a", "absent")));
    assertEquals(Map.of("b", "3"), passed(tags.list(ACCOUNT, arn(profile))));
    Map<String, String> many = new HashMap<>();
    for (int i = 0; i < 199; i++) {
      many.put("key" + i, "");
    }
    passed(tags.tag(ACCOUNT, arn(profile), many));
    refused(Denial.TooManyTags.class, tags.tag(ACCOUNT, arn(profile), Map.of("one more", "")));
    passed(tags.tag(ACCOUNT, arn(profile), Map.of("b", "4")));
    many.put("200", "");
    many.put("201", "");
    refused(Denial.Malformed.class, tags.tag(ACCOUNT, arn(profile), many));
    refused(Denial.Malformed.class, tags.list(ACCOUNT, "profile/1"));
    refused(Denial.NotFound.class, tags.list(ACCOUNT, arn(profile) + "0"));
  }

  private TrustAnchor anchor(String name, Optional<String> alias) {
    return passed(control().trustAnchors().create(ACCOUNT, Drafts.anchor(name, alias)));
  }

  private Profile profile(String name, Optional<String> alias) {
    return passed(control().profiles().create(ACCOUNT, Drafts.profile(name, alias)));
  }

  private TrustAnchor seen(TrustAnchor anchor) {
    return persistence.registry().current().trustAnchor(anchor.arn()).orElseThrow();
  }

  private Verdict<Updated<TrustAnchor>> realias(TrustAnchor anchor, String alias) {
    return control()
        .trustAnchors()
        .update(
            ACCOUNT,
            arn(anchor),
            new TrustAnchorChange(
                none(), Optional.empty(), none(), Optional.empty(), Optional.of(alias)));
  }

  private static String arn(Resource resource) {
    return resource.arn().toString();
  }

  private static void assertSame(Crl expected, Crl given) {
    assertEquals(
        new String(expected.data(), StandardCharsets.US_ASCII),
        new String(given.data(), StandardCharsets.US_ASCII));
    assertEquals(expected, given.withData(expected.data()));
  }

  private static <T> Optional<T> none() {
    return Optional.empty();
  }
}
