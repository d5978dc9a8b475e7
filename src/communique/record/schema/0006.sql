-- Deeds: what statements promise (commitments) or demand. And rulings, which speak of words in bytes, under ids of their own.
CREATE TABLE deed (
  document TEXT NOT NULL, n INTEGER NOT NULL, promised INTEGER NOT NULL, strength TEXT NOT NULL,
  vague INTEGER NOT NULL, due_bound TEXT, due_time INTEGER,
  PRIMARY KEY (document, n),
  FOREIGN KEY (document, n) REFERENCES statement (document, n) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX deed_promised ON deed (promised, vague, document, n);
CREATE TABLE deed_span (
  document TEXT NOT NULL, n INTEGER NOT NULL, role TEXT NOT NULL, ord INTEGER NOT NULL,
  start INTEGER NOT NULL, end INTEGER NOT NULL, words TEXT NOT NULL,
  PRIMARY KEY (document, n, role, ord),
  FOREIGN KEY (document, n) REFERENCES deed (document, n) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE TABLE deed_party (
  document TEXT NOT NULL, n INTEGER NOT NULL, role TEXT NOT NULL, ord INTEGER NOT NULL,
  figure INTEGER, name TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL,
  PRIMARY KEY (document, n, role, ord),
  FOREIGN KEY (document, n) REFERENCES deed (document, n) ON DELETE CASCADE,
  FOREIGN KEY (document, figure) REFERENCES figure (document, n) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX deed_party_figure ON deed_party (document, figure);
CREATE VIEW deed_actor AS
  SELECT t.id AS statement, t.document, d.promised, p.role, a.id AS actor, a.name
  FROM deed d
  JOIN statement t ON t.document = d.document AND t.n = d.n
  JOIN deed_party p ON p.document = d.document AND p.n = d.n
  JOIN figure_actor f ON f.document = p.document AND f.figure = p.figure
  JOIN actor a ON a.id = f.actor;

DROP TABLE ruling;
CREATE TABLE ruling (
  id TEXT PRIMARY KEY, made_at TEXT NOT NULL, by TEXT NOT NULL, why TEXT NOT NULL, kind TEXT NOT NULL,
  digest TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL,
  words TEXT NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL,
  value TEXT NOT NULL, undoes TEXT REFERENCES ruling (id)
) WITHOUT ROWID;
CREATE INDEX ruling_digest ON ruling (digest);
CREATE TRIGGER ruling_is_kept BEFORE DELETE ON ruling BEGIN SELECT RAISE (ABORT, 'a ruling is never removed'); END;
CREATE TRIGGER ruling_is_final BEFORE UPDATE ON ruling BEGIN SELECT RAISE (ABORT, 'a ruling is never changed'); END;
