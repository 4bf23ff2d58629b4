package dev.grapnel.service.session;

import dev.grapnel.protocol.session.CreateSessionResponse;
import dev.grapnel.protocol.session.SessionCredentials;
import dev.grapnel.service.credential.TemporaryCredentials;
import dev.grapnel.service.grant.GrantedSession;
import dev.grapnel.service.refusal.Verdict;
import dev.grapnel.service.registry.Role;
import java.util.Optional;

/** What a caller is answered when it gets credentials. */
final class SessionAnswer {
  private SessionAnswer() {}

  static Verdict<CreateSessionResponse> of(TemporaryCredentials credentials) {
    GrantedSession session = credentials.session();
    return Verdict.pass(
        new CreateSessionResponse(
            new SessionCredentials(
                credentials.sealed().accessKeyId(),
                credentials.sealed().secretAccessKey(),
                credentials.sealed().sessionToken(),
                session.expiresAt()),
            Optional.of(assumedRoleArn(session)),
            Optional.of(session.role().uniqueId() + ':' + session.sessionName()),
            Optional.of(credentials.sealed().percentPacked()),
            Optional.of(session.role().arn().toString()),
            Optional.of(session.sourceIdentity()),
            Optional.of(SubjectArn.of(session.chain()).toString())));
  }

  static String assumedRoleArn(GrantedSession session) {
    Role role = session.role();
    return "arn:%s:sts::%s:assumed-role/%s/%s"
        .formatted(role.arn().partition(), role.accountId(), role.name(), session.sessionName());
  }
}
