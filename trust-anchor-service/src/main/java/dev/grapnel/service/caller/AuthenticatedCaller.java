package dev.grapnel.service.caller;

import dev.grapnel.service.token.SessionClaims;

/** Who signed a control-plane, IAM or STS call; only this package makes one. */
public abstract sealed class AuthenticatedCaller {
  private final String accountId;
  private final String accessKeyId;

  AuthenticatedCaller(String accountId, String accessKeyId) {
    this.accountId = accountId;
    this.accessKeyId = accessKeyId;
  }

  public String accountId() {
    return accountId;
  }

  public String accessKeyId() {
    return accessKeyId;
  }

  /**
   * The principal's ARN: {@code arn:aws:iam::A:root} or {@code arn:aws:sts::A:assumed-role/R/S}.
   */
  public abstract String principalArn();

  /** The account's root: may do everything in its account. */
  public static final class Root extends AuthenticatedCaller {
    Root(String accountId, String accessKeyId) {
      super(accountId, accessKeyId);
    }

    @Override
    public String principalArn() {
      return "arn:aws:iam::" + accountId() + ":root";
    }
  }

  /** A role's session. */
  public static final class Session extends AuthenticatedCaller {
    private final SessionClaims claims;

    Session(String accessKeyId, SessionClaims claims) {
      super(claims.accountId(), accessKeyId);
      this.claims = claims;
    }

    public SessionClaims claims() {
      return claims;
    }

    /** The role's name, without its path. */
    public String roleName() {
      String id = claims.roleArn().resourceId();
      return id.substring(id.lastIndexOf('/') + 1);
    }

    @Override
    public String principalArn() {
      return "arn:%s:sts::%s:assumed-role/%s/%s"
          .formatted(claims.roleArn().partition(), accountId(), roleName(), claims.sessionName());
    }
  }
}
