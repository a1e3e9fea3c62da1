-- Accounts, their sessions and tokens, and the audit log in which each entry carries the hash of the one before.

CREATE TABLE account (
    name         TEXT    PRIMARY KEY,
    role         TEXT    NOT NULL CHECK (role IN ('viewer', 'editor', 'verifier', 'admin')),
    -- argon2id, as a PHC string.
    password     TEXT    NOT NULL,
    disabled     INTEGER NOT NULL DEFAULT 0 CHECK (disabled IN (0, 1)),
    created_at   TEXT    NOT NULL,
    last_seen_at TEXT
) STRICT, WITHOUT ROWID;

-- Where an editor may record: district codes, or the province's.
CREATE TABLE account_district (
    account  TEXT NOT NULL REFERENCES account (name),
    district TEXT NOT NULL,
    PRIMARY KEY (account, district)
) STRICT, WITHOUT ROWID;

-- Times are seconds since 1970: they are compared, not shown. Only hashes of the secrets are kept.
CREATE TABLE session (
    hash       TEXT    PRIMARY KEY,
    account    TEXT    NOT NULL REFERENCES account (name),
    created_at INTEGER NOT NULL,
    seen_at    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX session_by_account ON session (account);

CREATE TABLE token (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    hash         TEXT    NOT NULL UNIQUE,
    account      TEXT    NOT NULL REFERENCES account (name),
    label        TEXT    NOT NULL,
    role         TEXT    NOT NULL CHECK (role IN ('viewer', 'editor', 'verifier', 'admin')),
    created_at   INTEGER NOT NULL,
    expires_at   INTEGER NOT NULL,
    last_used_at INTEGER
) STRICT;

CREATE INDEX token_by_account ON token (account);

-- What was done by whom. `hash` is the SHA-256 of everything in the entry and of the hash before it.
CREATE TABLE audit (
    seq      INTEGER PRIMARY KEY AUTOINCREMENT,
    at       TEXT NOT NULL,
    by       TEXT NOT NULL,
    action   TEXT NOT NULL,
    subject  TEXT NOT NULL,
    -- JSON; for a revision its number and the SHA-256 of its content.
    detail   TEXT NOT NULL,
    hash     TEXT NOT NULL UNIQUE
) STRICT;

CREATE TRIGGER audit_is_final BEFORE UPDATE ON audit BEGIN SELECT raise(ABORT, 'the audit log is never changed'); END;
CREATE TRIGGER audit_is_kept BEFORE DELETE ON audit BEGIN SELECT raise(ABORT, 'the audit log is never shortened'); END;

ALTER TABLE import ADD COLUMN recorded_by TEXT NOT NULL DEFAULT 'cli';

-- Duplicates are looked for by line and day.
CREATE INDEX revision_by_line_and_day ON revision (plan_line, start_on);
