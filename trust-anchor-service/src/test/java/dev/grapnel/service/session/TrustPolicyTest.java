package dev.grapnel.service.session;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.grapnel.protocol.session.CreateSessionResponse;
import dev.grapnel.service.audit.AuditEvent;
import dev.grapnel.service.refusal.Verdict;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a trust policy's conditions see of a CreateSession, and what the audit trail keeps of one
 * that it refuses.
 */
class TrustPolicyTest {
  private final SessionWorld world = new SessionWorld();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'ArnEquals':{'aws:SourceArn':'arn:aws:rolesanywhere:us-east-1:123456789012:trust-anchor/a'}",
        "'StringEquals':{'aws:SourceAccount':'123456789012','aws:ResourceAccount':'123456789012'}",
        "'StringEquals':{'aws:PrincipalTag/x509Subject/CN':'demo','aws:RequestTag/x509Subject/CN':'demo'}",
        "'StringEquals':{'aws:PrincipalTag/x509Issuer/CN':'Root','aws:PrincipalTag/x509SAN/DNS':'demo.example.org'}",
        "'ForAnyValue:StringEquals':{'aws:TagKeys':'x509SAN/DNS'},'ForAllValues:StringLike':{'aws:TagKeys':'x509*'},'Null':{'aws:TagKeys':'false'}",
        "'StringEquals':{'aws:ResourceTag/team':'red'}",
        "'StringEquals':{'sts:SourceIdentity':'demo'}",
        "'StringLike':{'sts:RoleSessionName':'????*'}",
        "'IpAddress':{'aws:SourceIp':'127.0.0.0/8'},'Bool':{'aws:SecureTransport':'true'}",
        "'StringEquals':{'aws:UserAgent':'tester/1'}",
        "'DateEquals':{'aws:CurrentTime':'2026-11-24T12:00:00Z'},'NumericEquals':{'aws:EpochTime':'1795521600'}",
        "'Bool':{'aws:PrincipalIsAWSService':'true'},'StringEquals':{'aws:PrincipalServiceName':'rolesanywhere.amazonaws.com'}"
      })
  void conditions_onWhatIsKnown_seeIt(String condition) {
    world.trust(SessionWorld.allowIf(condition));
    assertInstanceOf(Verdict.Passed.class, world.create());
  }

  /** What a certificate does not say is missing: it is never guessed. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "aws:PrincipalArn",
        "aws:PrincipalAccount",
        "aws:PrincipalType",
        "aws:userid",
        "aws:username",
        "aws:TokenIssueTime",
        "aws:PrincipalOrgID",
        "aws:PrincipalTag/x509Subject/OU",
        "aws:MultiFactorAuthPresent",
        "sts:ExternalId",
        "sts:TransitiveTagKeys"
      })
  void conditions_onWhatIsNotKnown_findItMissing(String key) {
    world.trust(SessionWorld.allowIf("'Null':{'" + key + "':'true'}"));
    assertInstanceOf(Verdict.Passed.class, world.create());
    world.trust(SessionWorld.allowIf("'StringLike':{'" + key + "':'*'}"));
    assertInstanceOf(Verdict.Refused.class, world.create());
  }

  @Test
  void refusal_byACondition_isExplainedInTheAuditRecord() {
    world.trust(
        SessionWorld.allowIf("'StringEquals':{'aws:PrincipalTag/x509Subject/CN':['web','db']}"));
    AuditEvent event = refused();
    String reason = event.reason().orElse("");
    assertAll(
        () -> assertEquals(Optional.of("NotAllowed"), event.errorCode()),
        () -> assertTrue(reason.contains("sts:AssumeRole: implicit-deny: "), reason),
        () -> assertTrue(reason.contains("trust policy#Certificates would allow this if"), reason),
        () -> assertTrue(reason.contains("aws:PrincipalTag/x509Subject/CN"), reason),
        () -> assertTrue(reason.contains("StringEquals [web, db]"), reason),
        () -> assertTrue(reason.contains("(the request has [demo])"), reason));
  }

  @Test
  void refusal_forWantOfAnAction_namesTheAction() {
    world.trust(
        SessionWorld.allowIf("'Null':{'aws:SourceArn':'false'}")
            .replace("sts:TagSession", "sts:X"));
    String reason = refused().reason().orElse("");
    assertTrue(reason.contains("sts:TagSession: implicit-deny: "), reason);
    assertTrue(reason.contains("sts:TagSession were added to its Action"), reason);
  }

  @Test
  void refusal_byADeny_namesTheStatementAndWhatWouldLiftIt() {
    world.trust(
        SessionWorld.allowIf("'Null':{'aws:SourceArn':'false'}")
            .replace(
                "'Statement':[",
                "'Statement':[{'Sid':'NoLab','Effect':'Deny','Principal':'*','Action':'sts:*',"
                    + "'Condition':{'StringNotEquals':{'aws:PrincipalTag/x509Subject/OU':'prod'}}},"));
    String reason = refused().reason().orElse("");
    assertTrue(reason.contains("explicit-deny: a Deny statement applies"), reason);
    assertTrue(reason.contains("(trust policy#NoLab)"), reason);
    assertTrue(reason.contains("the request lacks the key"), reason);
  }

  private AuditEvent refused() {
    Verdict<CreateSessionResponse> verdict = world.create();
    assertInstanceOf(Verdict.Refused.class, verdict);
    return world.lastEvent();
  }
}
