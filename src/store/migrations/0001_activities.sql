-- Activities and everything that ever became of them. Revisions are only ever added: the triggers below see to it.

CREATE TABLE import (
    id          INTEGER PRIMARY KEY,
    file_name   TEXT    NOT NULL,
    sha256      TEXT    NOT NULL UNIQUE,
    recorded_at TEXT    NOT NULL,
    rows        INTEGER NOT NULL,
    activities  INTEGER NOT NULL
) STRICT;

-- One version of one activity. `seq` counts all changes and is the data's version.
CREATE TABLE revision (
    seq          INTEGER PRIMARY KEY AUTOINCREMENT,
    activity     TEXT    NOT NULL,
    number       INTEGER NOT NULL CHECK (number >= 1),
    action       TEXT    NOT NULL CHECK (action IN ('create', 'change', 'delete', 'restore', 'verify', 'reject')),
    state        TEXT    NOT NULL CHECK (state IN ('submitted', 'verified', 'rejected')),
    reason       TEXT,
    recorded_by  TEXT    NOT NULL,
    recorded_at  TEXT    NOT NULL,
    import       INTEGER REFERENCES import (id),
    code         TEXT,
    plan_line    TEXT    NOT NULL,
    title        TEXT    NOT NULL,
    start_on     TEXT    NOT NULL,
    end_on       TEXT    CHECK (end_on >= start_on),
    participants INTEGER CHECK (participants >= 0),
    women        INTEGER CHECK (women >= 0),
    reference    TEXT,
    note         TEXT,
    UNIQUE (activity, number)
) STRICT;

-- What a revision gives to which place; `unit` is a commune, district or province code or a pano slug.
CREATE TABLE share (
    revision    INTEGER NOT NULL REFERENCES revision (seq),
    position    INTEGER NOT NULL,
    unit        TEXT    NOT NULL,
    thousandths INTEGER NOT NULL CHECK (thousandths >= 0),
    PRIMARY KEY (revision, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX share_by_unit ON share (unit, revision);

-- Which revision of an activity holds now.
CREATE TABLE activity (
    id      TEXT    PRIMARY KEY,
    head    INTEGER NOT NULL UNIQUE REFERENCES revision (seq),
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1))
) STRICT, WITHOUT ROWID;

CREATE TRIGGER revision_is_final BEFORE UPDATE ON revision BEGIN SELECT raise(ABORT, 'revisions are never changed'); END;
CREATE TRIGGER revision_is_kept BEFORE DELETE ON revision BEGIN SELECT raise(ABORT, 'revisions are never deleted'); END;
CREATE TRIGGER share_is_final BEFORE UPDATE ON share BEGIN SELECT raise(ABORT, 'shares are never changed'); END;
CREATE TRIGGER share_is_kept BEFORE DELETE ON share BEGIN SELECT raise(ABORT, 'shares are never deleted'); END;
