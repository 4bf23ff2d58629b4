package dev.grapnel.service.audit;

/** Who acted, as CloudTrail puts it. */
record UserIdentity(Type type, String principal, String accountId) {
  /** CloudTrail's word for a kind of caller; that for certificates is our own. */
  enum Type {
    ROOT("Root"),
    ASSUMED_ROLE("AssumedRole"),
    CERTIFICATE("X509Certificate"),
    SERVICE("AWSService"),
    UNKNOWN("Unknown");

    private final String wireName;

    Type(String wireName) {
      this.wireName = wireName;
    }
  }

  static UserIdentity of(AuditEvent event) {
    String principal = event.principal();
    Type type = Type.CERTIFICATE;
    if (event.isServiceEvent()) {
      type = Type.SERVICE;
    } else if (principal.isEmpty()) {
      type = Type.UNKNOWN;
    } else if (principal.startsWith("arn:")) {
      type = principal.endsWith(":root") ? Type.ROOT : Type.ASSUMED_ROLE;
    }
    return new UserIdentity(type, principal, event.accountId());
  }

  void write(BoundedJson record) {
    record.json().writeObjectPropertyStart("userIdentity");
    record.text("type", type.wireName);
    if (type == Type.CERTIFICATE) {
      record.text("principalId", principal);
    } else if (type == Type.ROOT || type == Type.ASSUMED_ROLE) {
      record.text("arn", principal);
    }
    if (!accountId.isEmpty()) {
      record.text("accountId", accountId);
    }
    record.json().writeEndObject();
  }
}
