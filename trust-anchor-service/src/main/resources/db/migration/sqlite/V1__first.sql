-- Times are milliseconds since 1970. Every row belongs to an account, the service's own apart.

CREATE TABLE registry_state (
  only_row       INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1),
  version        INTEGER NOT NULL, -- the number of the last change
  complete_since INTEGER NOT NULL  -- deletions up to this change are no longer remembered
) STRICT;

INSERT INTO registry_state (only_row, version, complete_since) VALUES (1, 0, 0);

CREATE TABLE account (
  account_id         TEXT    NOT NULL PRIMARY KEY,
  enabled            INTEGER NOT NULL CHECK (enabled IN (0, 1)),
  root_access_key_id TEXT    NOT NULL UNIQUE,
  root_secret        BLOB    NOT NULL, -- encrypted under the master key
  created_at         INTEGER NOT NULL,
  version            INTEGER NOT NULL
) STRICT;

CREATE TABLE resource (
  account_id TEXT    NOT NULL REFERENCES account (account_id),
  kind       TEXT    NOT NULL,
  id         TEXT    NOT NULL,
  alias_name TEXT,
  version    INTEGER NOT NULL,
  body       TEXT    NOT NULL, -- JSON
  PRIMARY KEY (account_id, kind, id),
  UNIQUE (account_id, kind, alias_name)
) STRICT, WITHOUT ROWID;

CREATE INDEX resource_version ON resource (version, account_id);

CREATE TABLE deleted_resource (
  account_id TEXT    NOT NULL,
  kind       TEXT    NOT NULL,
  id         TEXT    NOT NULL,
  version    INTEGER NOT NULL,
  deleted_at INTEGER NOT NULL,
  PRIMARY KEY (version, account_id, kind, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE ring_key (
  id         TEXT    NOT NULL PRIMARY KEY,
  created_at INTEGER NOT NULL,
  seals_from INTEGER NOT NULL,
  wrapped    BLOB    NOT NULL, -- encrypted under the master key
  revoked    INTEGER NOT NULL CHECK (revoked IN (0, 1))
) STRICT;

CREATE TABLE kept_secret (
  name    TEXT NOT NULL PRIMARY KEY,
  wrapped BLOB NOT NULL -- encrypted under the master key
) STRICT;

CREATE TABLE subject (
  account_id   TEXT    NOT NULL REFERENCES account (account_id),
  subject_id   TEXT    NOT NULL,
  x509_subject TEXT    NOT NULL,
  created_at   INTEGER NOT NULL,
  last_seen_at INTEGER NOT NULL,
  PRIMARY KEY (account_id, subject_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE subject_credential (
  account_id      TEXT    NOT NULL,
  subject_id      TEXT    NOT NULL,
  credential_id   TEXT    NOT NULL, -- a hash of issuer and serial number, which may be long
  issuer          TEXT    NOT NULL,
  serial_number   TEXT    NOT NULL,
  seen_at         INTEGER NOT NULL,
  not_after       INTEGER NOT NULL,
  failed          INTEGER NOT NULL CHECK (failed IN (0, 1)),
  certificate_der BLOB    NOT NULL,
  PRIMARY KEY (account_id, subject_id, credential_id),
  FOREIGN KEY (account_id, subject_id) REFERENCES subject (account_id, subject_id)
) STRICT;

CREATE INDEX subject_credential_not_after ON subject_credential (not_after, account_id);

CREATE TABLE subject_instance (
  account_id  TEXT    NOT NULL,
  subject_id  TEXT    NOT NULL,
  instance_id TEXT    NOT NULL, -- a hash of the properties
  properties  TEXT    NOT NULL, -- JSON
  seen_at     INTEGER NOT NULL,
  failed      INTEGER NOT NULL CHECK (failed IN (0, 1)),
  PRIMARY KEY (account_id, subject_id, instance_id),
  FOREIGN KEY (account_id, subject_id) REFERENCES subject (account_id, subject_id)
) STRICT;

CREATE TABLE audit_checkpoint (
  replica_id TEXT    NOT NULL,
  sequence   INTEGER NOT NULL,
  content    BLOB    NOT NULL,
  PRIMARY KEY (replica_id, sequence)
) STRICT, WITHOUT ROWID;
