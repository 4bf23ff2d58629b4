package dev.grapnel.service.session;

import dev.grapnel.protocol.arn.Arn;
import dev.grapnel.service.chain.TrustedChain;
import dev.grapnel.service.registry.subject.SubjectIds;

/** The ARN of the subject that a certificate is seen as. */
final class SubjectArn {
  private SubjectArn() {}

  static Arn of(TrustedChain chain) {
    Arn anchor = chain.trustAnchor().arn();
    String subjectId = SubjectIds.of(anchor.account(), chain.subject());
    return new Arn(
        anchor.partition(),
        anchor.service(),
        anchor.region(),
        anchor.account(),
        "subject/" + subjectId);
  }
}
