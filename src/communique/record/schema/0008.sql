-- Who may log in to a server of this record. Only digests of tokens are kept.
CREATE TABLE token (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, digest TEXT NOT NULL UNIQUE,
  role TEXT NOT NULL CHECK (role IN ('reader', 'reviewer')),
  created_at TEXT NOT NULL, used_at TEXT, revoked_at TEXT
);
CREATE UNIQUE INDEX token_name ON token (name) WHERE revoked_at IS NULL;
