-- Announcements of expiry: under which trust anchor a certificate was seen, and what was announced on which day.

ALTER TABLE subject_credential ADD COLUMN trust_anchor_id TEXT; -- null until it is seen again

DROP INDEX subject_credential_not_after;

CREATE INDEX subject_credential_expiry ON subject_credential (account_id, trust_anchor_id, not_after);

CREATE TABLE expiry_notice (
  day        BIGINT NOT NULL, -- days since 1970, UTC
  notice_id  TEXT   NOT NULL, -- a hash of the account, the anchor and the certificate
  account_id TEXT   NOT NULL REFERENCES account (account_id),
  PRIMARY KEY (day, notice_id)
);
