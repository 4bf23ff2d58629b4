package dev.grapnel.service.audit;

import tools.jackson.core.JsonGenerator;

/** Who acted, as CloudTrail puts it. */
record UserIdentity(Type type, String principal, String accountId) {
  /** CloudTrail's word for a kind of caller; the last two are our own. */
  enum Type {
    ROOT("Root"),
    ASSUMED_ROLE("AssumedRole"),
    CERTIFICATE("X509Certificate"),
    UNKNOWN("Unknown");

    private final String wireName;

    Type(String wireName) {
      this.wireName = wireName;
    }
  }

  static UserIdentity of(AuditEvent event) {
    String principal = event.principal();
    Type type = Type.CERTIFICATE;
    if (principal.isEmpty()) {
      type = Type.UNKNOWN;
    } else if (principal.startsWith("arn:")) {
      type = principal.endsWith(":root") ? Type.ROOT : Type.ASSUMED_ROLE;
    }
    return new UserIdentity(type, principal, event.accountId());
  }

  void write(JsonGenerator record) {
    record.writeStartObject();
    record.writeStringProperty("type", type.wireName);
    if (type == Type.CERTIFICATE) {
      RecordWriter.text(record, "principalId", principal);
    } else if (type != Type.UNKNOWN) {
      RecordWriter.text(record, "arn", principal);
    }
    if (!accountId.isEmpty()) {
      RecordWriter.text(record, "accountId", accountId);
    }
    record.writeEndObject();
  }
}
