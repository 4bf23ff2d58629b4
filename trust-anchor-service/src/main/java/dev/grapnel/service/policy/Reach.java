package dev.grapnel.service.policy;

/**
 * How a statement's principals reach the caller, weakest first. In a resource policy of the
 * caller's own account this decides what else has to allow the request.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics-id-rdp.html">AWS:
 *     resource policies and implicit denies in other policies</a>
 */
enum Reach {
  /** Not at all. */
  NONE,
  /** The caller's account is named: the account's own policies decide. */
  ACCOUNT,
  /** The role of the caller's session is named: boundary and session policies still cap. */
  ROLE,
  /** The caller itself is named, or everybody is: nothing but an explicit deny stands against. */
  CALLER
}
