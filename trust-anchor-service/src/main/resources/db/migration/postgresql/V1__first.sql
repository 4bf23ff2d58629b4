-- Ids that listings go by sort by code point, whatever the database's locale is.
-- Times are milliseconds since 1970. Every row belongs to an account, the service's own apart.

CREATE TABLE registry_state (
  only_row       BIGINT  NOT NULL PRIMARY KEY CHECK (only_row = 1),
  version        BIGINT  NOT NULL, -- the number of the last change
  complete_since BIGINT  NOT NULL  -- deletions up to this change are no longer remembered
);

INSERT INTO registry_state (only_row, version, complete_since) VALUES (1, 0, 0);

CREATE TABLE account (
  account_id         TEXT    NOT NULL PRIMARY KEY,
  enabled            BOOLEAN NOT NULL,
  root_access_key_id TEXT    NOT NULL UNIQUE,
  root_secret        BYTEA   NOT NULL, -- encrypted under the master key
  created_at         BIGINT  NOT NULL,
  version            BIGINT  NOT NULL
);

CREATE TABLE resource (
  account_id TEXT    NOT NULL REFERENCES account (account_id),
  kind       TEXT    NOT NULL,
  id         TEXT    NOT NULL,
  alias_name TEXT,
  version    BIGINT  NOT NULL,
  body       TEXT    NOT NULL, -- JSON
  PRIMARY KEY (account_id, kind, id),
  UNIQUE (account_id, kind, alias_name)
);

CREATE INDEX resource_version ON resource (version, account_id);

CREATE TABLE deleted_resource (
  account_id TEXT    NOT NULL,
  kind       TEXT    NOT NULL,
  id         TEXT    NOT NULL,
  version    BIGINT  NOT NULL,
  deleted_at BIGINT  NOT NULL,
  PRIMARY KEY (version, account_id, kind, id)
);

CREATE TABLE ring_key (
  id         TEXT    NOT NULL PRIMARY KEY,
  created_at BIGINT  NOT NULL,
  seals_from BIGINT  NOT NULL,
  wrapped    BYTEA   NOT NULL, -- encrypted under the master key
  revoked    BOOLEAN NOT NULL
);

CREATE TABLE kept_secret (
  name    TEXT  NOT NULL PRIMARY KEY,
  wrapped BYTEA NOT NULL -- encrypted under the master key
);

CREATE TABLE subject (
  account_id   TEXT    NOT NULL REFERENCES account (account_id),
  subject_id   TEXT    COLLATE "C" NOT NULL,
  x509_subject TEXT    NOT NULL,
  created_at   BIGINT  NOT NULL,
  last_seen_at BIGINT  NOT NULL,
  PRIMARY KEY (account_id, subject_id)
);

CREATE TABLE subject_credential (
  account_id      TEXT    NOT NULL,
  subject_id      TEXT    COLLATE "C" NOT NULL,
  credential_id   TEXT    NOT NULL, -- a hash of issuer and serial number, which may be long
  issuer          TEXT    NOT NULL,
  serial_number   TEXT    NOT NULL,
  seen_at         BIGINT  NOT NULL,
  not_after       BIGINT  NOT NULL,
  failed          BOOLEAN NOT NULL,
  certificate_der BYTEA   NOT NULL,
  PRIMARY KEY (account_id, subject_id, credential_id),
  FOREIGN KEY (account_id, subject_id) REFERENCES subject (account_id, subject_id)
);

CREATE INDEX subject_credential_not_after ON subject_credential (not_after, account_id);

CREATE TABLE subject_instance (
  account_id  TEXT    NOT NULL,
  subject_id  TEXT    COLLATE "C" NOT NULL,
  instance_id TEXT    NOT NULL, -- a hash of the properties
  properties  TEXT    NOT NULL, -- JSON
  seen_at     BIGINT  NOT NULL,
  failed      BOOLEAN NOT NULL,
  PRIMARY KEY (account_id, subject_id, instance_id),
  FOREIGN KEY (account_id, subject_id) REFERENCES subject (account_id, subject_id)
);

CREATE TABLE audit_checkpoint (
  replica_id TEXT    NOT NULL,
  sequence   BIGINT  NOT NULL,
  content    BYTEA   NOT NULL,
  PRIMARY KEY (replica_id, sequence)
);
