-- The first schema. Tables and columns are described in docs/record.md, which a test compares with this file.
-- `document` is always a document's id, `n` a place in one list of one document's marks; spans are [start, end) in
-- Unicode code points of `text.text`.

CREATE TABLE migration (version INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at TEXT NOT NULL);

-- What was kept.
CREATE TABLE content (digest TEXT PRIMARY KEY, size INTEGER NOT NULL, bytes BLOB NOT NULL);
CREATE TABLE document (
  id TEXT PRIMARY KEY,
  digest TEXT NOT NULL UNIQUE REFERENCES content (digest),
  path TEXT NOT NULL,
  uri TEXT,
  status TEXT,
  reader TEXT,
  media_type TEXT,
  title TEXT,
  publisher TEXT,
  language TEXT,
  origin TEXT,
  address TEXT,
  kind TEXT NOT NULL DEFAULT 'other',
  kind_reason TEXT NOT NULL DEFAULT '',
  account TEXT NOT NULL DEFAULT 'press'
);
CREATE INDEX document_path ON document (path);
CREATE TABLE obtained (
  document TEXT NOT NULL REFERENCES document (id),
  path TEXT NOT NULL,
  uri TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (document, path, uri)
) WITHOUT ROWID;
CREATE INDEX obtained_path ON obtained (path);

-- What a reader made of it.
CREATE TABLE reading (
  document TEXT PRIMARY KEY REFERENCES document (id),
  reader TEXT NOT NULL,
  digest TEXT NOT NULL,
  payload BLOB NOT NULL
);
CREATE TABLE text (document TEXT PRIMARY KEY REFERENCES reading (document) ON DELETE CASCADE,
  digest TEXT NOT NULL, text TEXT NOT NULL);
CREATE TABLE block (
  row INTEGER PRIMARY KEY,
  document TEXT NOT NULL REFERENCES reading (document) ON DELETE CASCADE,
  n INTEGER NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL,
  kind TEXT NOT NULL, level INTEGER NOT NULL, furniture INTEGER NOT NULL,
  UNIQUE (document, n)
);
CREATE TABLE furniture (
  document TEXT NOT NULL REFERENCES reading (document) ON DELETE CASCADE,
  n INTEGER NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, reason TEXT NOT NULL,
  PRIMARY KEY (document, n)
) WITHOUT ROWID;
CREATE TABLE box (
  document TEXT NOT NULL REFERENCES reading (document) ON DELETE CASCADE,
  page INTEGER NOT NULL, words BLOB NOT NULL,
  PRIMARY KEY (document, page)
);
CREATE TABLE claim (
  document TEXT NOT NULL REFERENCES reading (document) ON DELETE CASCADE,
  name TEXT NOT NULL, value TEXT NOT NULL, basis TEXT NOT NULL, reason TEXT NOT NULL, start INTEGER, end INTEGER,
  PRIMARY KEY (document, name)
) WITHOUT ROWID;
CREATE TABLE stamp (
  document TEXT NOT NULL REFERENCES reading (document) ON DELETE CASCADE,
  n INTEGER NOT NULL, kind TEXT NOT NULL, value TEXT NOT NULL, reason TEXT NOT NULL, start INTEGER, end INTEGER,
  PRIMARY KEY (document, n)
) WITHOUT ROWID;
CREATE TABLE finding (
  id TEXT PRIMARY KEY,
  stage TEXT NOT NULL, document TEXT REFERENCES document (id),
  severity TEXT NOT NULL, what TEXT NOT NULL, where_ TEXT NOT NULL, why TEXT NOT NULL, try_ TEXT NOT NULL
);
CREATE INDEX finding_document ON finding (document, stage);

-- What marking found in it.
CREATE TABLE marks (
  document TEXT PRIMARY KEY REFERENCES reading (document) ON DELETE CASCADE,
  marker TEXT NOT NULL, digest TEXT NOT NULL, payload BLOB NOT NULL
);
CREATE TABLE sentence (
  document TEXT NOT NULL REFERENCES marks (document) ON DELETE CASCADE,
  n INTEGER NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL,
  PRIMARY KEY (document, n)
) WITHOUT ROWID;
CREATE TABLE mention (
  document TEXT NOT NULL REFERENCES marks (document) ON DELETE CASCADE,
  n INTEGER NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL, form TEXT NOT NULL,
  start INTEGER NOT NULL, end INTEGER NOT NULL, words TEXT NOT NULL, why TEXT NOT NULL,
  PRIMARY KEY (document, n)
) WITHOUT ROWID;
CREATE UNIQUE INDEX mention_id ON mention (id);
CREATE TABLE figure (
  document TEXT NOT NULL REFERENCES marks (document) ON DELETE CASCADE,
  n INTEGER NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, key TEXT, surname TEXT,
  of_figure INTEGER, first_start INTEGER NOT NULL, first_end INTEGER NOT NULL, block TEXT NOT NULL,
  PRIMARY KEY (document, n)
) WITHOUT ROWID;
CREATE UNIQUE INDEX figure_id ON figure (id);
CREATE INDEX figure_block ON figure (block);
CREATE TABLE mention_figure (
  document TEXT NOT NULL, n INTEGER NOT NULL, figure INTEGER NOT NULL,
  PRIMARY KEY (document, n, figure),
  FOREIGN KEY (document, n) REFERENCES mention (document, n) ON DELETE CASCADE,
  FOREIGN KEY (document, figure) REFERENCES figure (document, n) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX mention_figure_figure ON mention_figure (document, figure);
CREATE TABLE mention_mark (
  document TEXT NOT NULL, n INTEGER NOT NULL, target INTEGER NOT NULL,
  PRIMARY KEY (document, n, target),
  FOREIGN KEY (document, n) REFERENCES mention (document, n) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE TABLE figure_name (
  document TEXT NOT NULL, figure INTEGER NOT NULL, name TEXT NOT NULL, folded TEXT NOT NULL,
  PRIMARY KEY (document, figure, name),
  FOREIGN KEY (document, figure) REFERENCES figure (document, n) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX figure_name_folded ON figure_name (folded);
CREATE TABLE figure_office (
  document TEXT NOT NULL, figure INTEGER NOT NULL, ord INTEGER NOT NULL, title TEXT NOT NULL,
  of_figure INTEGER, of_key TEXT, start INTEGER NOT NULL, end INTEGER NOT NULL, former INTEGER NOT NULL,
  PRIMARY KEY (document, figure, ord),
  FOREIGN KEY (document, figure) REFERENCES figure (document, n) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE TABLE side (
  document TEXT NOT NULL REFERENCES marks (document) ON DELETE CASCADE, figure INTEGER NOT NULL,
  PRIMARY KEY (document, figure),
  FOREIGN KEY (document, figure) REFERENCES figure (document, n) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE TABLE time_mark (
  document TEXT NOT NULL REFERENCES marks (document) ON DELETE CASCADE,
  n INTEGER NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, value TEXT NOT NULL,
  PRIMARY KEY (document, n)
) WITHOUT ROWID;
CREATE TABLE place_mark (
  document TEXT NOT NULL REFERENCES marks (document) ON DELETE CASCADE,
  n INTEGER NOT NULL, name TEXT NOT NULL, country TEXT, kind TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL,
  PRIMARY KEY (document, n)
) WITHOUT ROWID;
CREATE TABLE citation (
  document TEXT NOT NULL REFERENCES marks (document) ON DELETE CASCADE,
  n INTEGER NOT NULL, instrument TEXT NOT NULL, key TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL,
  number TEXT, date TEXT, issuer TEXT, start INTEGER NOT NULL, end INTEGER NOT NULL,
  PRIMARY KEY (document, n)
) WITHOUT ROWID;
CREATE INDEX citation_instrument ON citation (instrument);
CREATE TABLE engagement_mark (
  document TEXT NOT NULL REFERENCES marks (document) ON DELETE CASCADE,
  n INTEGER NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL, status TEXT NOT NULL, main INTEGER NOT NULL, name TEXT,
  duration_minutes INTEGER, duration_start INTEGER, duration_end INTEGER,
  part_of INTEGER, before INTEGER, why TEXT NOT NULL,
  PRIMARY KEY (document, n)
) WITHOUT ROWID;
CREATE UNIQUE INDEX engagement_mark_id ON engagement_mark (id);
CREATE TABLE engagement_mark_span (
  document TEXT NOT NULL, n INTEGER NOT NULL, ord INTEGER NOT NULL,
  start INTEGER NOT NULL, end INTEGER NOT NULL, words TEXT NOT NULL,
  PRIMARY KEY (document, n, ord),
  FOREIGN KEY (document, n) REFERENCES engagement_mark (document, n) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE TABLE engagement_mark_participant (
  document TEXT NOT NULL, n INTEGER NOT NULL, ord INTEGER NOT NULL, figure INTEGER NOT NULL, role TEXT NOT NULL,
  start INTEGER NOT NULL, end INTEGER NOT NULL,
  PRIMARY KEY (document, n, ord),
  FOREIGN KEY (document, n) REFERENCES engagement_mark (document, n) ON DELETE CASCADE,
  FOREIGN KEY (document, figure) REFERENCES figure (document, n) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX engagement_mark_participant_figure ON engagement_mark_participant (document, figure);
CREATE TABLE engagement_mark_time (
  document TEXT NOT NULL, n INTEGER NOT NULL, ord INTEGER NOT NULL, time INTEGER NOT NULL,
  PRIMARY KEY (document, n, ord),
  FOREIGN KEY (document, n) REFERENCES engagement_mark (document, n) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE TABLE engagement_mark_place (
  document TEXT NOT NULL, n INTEGER NOT NULL, ord INTEGER NOT NULL, place INTEGER NOT NULL,
  PRIMARY KEY (document, n, ord),
  FOREIGN KEY (document, n) REFERENCES engagement_mark (document, n) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE TABLE statement (
  document TEXT NOT NULL REFERENCES marks (document) ON DELETE CASCADE,
  n INTEGER NOT NULL, id TEXT NOT NULL, act TEXT NOT NULL, family TEXT NOT NULL, strength TEXT NOT NULL,
  negated INTEGER NOT NULL, level TEXT NOT NULL, account TEXT NOT NULL, within INTEGER, engagement INTEGER,
  dated INTEGER NOT NULL,
  PRIMARY KEY (document, n)
) WITHOUT ROWID;
CREATE UNIQUE INDEX statement_id ON statement (id);
CREATE INDEX statement_act ON statement (act);
CREATE TABLE statement_span (
  document TEXT NOT NULL, n INTEGER NOT NULL, role TEXT NOT NULL, ord INTEGER NOT NULL,
  start INTEGER NOT NULL, end INTEGER NOT NULL, words TEXT NOT NULL,
  PRIMARY KEY (document, n, role, ord),
  FOREIGN KEY (document, n) REFERENCES statement (document, n) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE TABLE statement_party (
  document TEXT NOT NULL, n INTEGER NOT NULL, role TEXT NOT NULL, ord INTEGER NOT NULL,
  figure INTEGER, name TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL,
  PRIMARY KEY (document, n, role, ord),
  FOREIGN KEY (document, n) REFERENCES statement (document, n) ON DELETE CASCADE,
  FOREIGN KEY (document, figure) REFERENCES figure (document, n) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX statement_party_figure ON statement_party (document, figure);
CREATE TABLE statement_issue (
  document TEXT NOT NULL, n INTEGER NOT NULL, ord INTEGER NOT NULL, name TEXT NOT NULL, folded TEXT NOT NULL,
  start INTEGER, end INTEGER,
  PRIMARY KEY (document, n, ord),
  FOREIGN KEY (document, n) REFERENCES statement (document, n) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX statement_issue_folded ON statement_issue (folded);
CREATE TABLE statement_citation (
  document TEXT NOT NULL, n INTEGER NOT NULL, ord INTEGER NOT NULL, citation INTEGER NOT NULL,
  PRIMARY KEY (document, n, ord),
  FOREIGN KEY (document, n) REFERENCES statement (document, n) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE TABLE statement_time (
  document TEXT NOT NULL, n INTEGER NOT NULL, ord INTEGER NOT NULL, time INTEGER NOT NULL,
  PRIMARY KEY (document, n, ord),
  FOREIGN KEY (document, n) REFERENCES statement (document, n) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE TABLE statement_why (
  document TEXT NOT NULL, n INTEGER NOT NULL, ord INTEGER NOT NULL, why TEXT NOT NULL,
  PRIMARY KEY (document, n, ord),
  FOREIGN KEY (document, n) REFERENCES statement (document, n) ON DELETE CASCADE
) WITHOUT ROWID;

-- What linking joined. A cluster is named by its canonical member and refers to others by a member's anchor
-- (document and number), never by another cluster's id: relinking one block leaves the rest as it stands.
CREATE TABLE linked (
  document TEXT PRIMARY KEY REFERENCES marks (document) ON DELETE CASCADE, version TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE actor (
  id TEXT PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, key TEXT,
  canonical_document TEXT NOT NULL, canonical_figure INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE figure_actor (
  document TEXT NOT NULL, figure INTEGER NOT NULL,
  actor TEXT NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
  PRIMARY KEY (document, figure),
  FOREIGN KEY (document, figure) REFERENCES figure (document, n) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX figure_actor_actor ON figure_actor (actor);
CREATE TABLE actor_name (
  actor TEXT NOT NULL REFERENCES actor (id) ON DELETE CASCADE, name TEXT NOT NULL, folded TEXT NOT NULL,
  PRIMARY KEY (actor, name)
) WITHOUT ROWID;
CREATE INDEX actor_name_folded ON actor_name (folded);
CREATE TABLE actor_office (
  actor TEXT NOT NULL REFERENCES actor (id) ON DELETE CASCADE, ord INTEGER NOT NULL, title TEXT NOT NULL,
  of_name TEXT, from_ TEXT, to_ TEXT, precision TEXT NOT NULL, basis TEXT NOT NULL, reason TEXT NOT NULL,
  PRIMARY KEY (actor, ord)
) WITHOUT ROWID;
CREATE TABLE actor_office_evidence (
  actor TEXT NOT NULL, office INTEGER NOT NULL, role TEXT NOT NULL, ord INTEGER NOT NULL,
  document TEXT NOT NULL REFERENCES reading (document) ON DELETE CASCADE, start INTEGER NOT NULL, end INTEGER NOT NULL,
  words TEXT NOT NULL,
  PRIMARY KEY (actor, office, role, ord),
  FOREIGN KEY (actor, office) REFERENCES actor_office (actor, ord) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX actor_office_evidence_document ON actor_office_evidence (document);
CREATE TABLE document_when (
  document TEXT PRIMARY KEY REFERENCES document (id),
  from_ TEXT, to_ TEXT, precision TEXT NOT NULL, basis TEXT NOT NULL, reason TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE document_when_evidence (
  document TEXT NOT NULL REFERENCES document_when (document) ON DELETE CASCADE, ord INTEGER NOT NULL,
  source TEXT NOT NULL REFERENCES reading (document) ON DELETE CASCADE, start INTEGER NOT NULL, end INTEGER NOT NULL,
  words TEXT NOT NULL,
  PRIMARY KEY (document, ord)
) WITHOUT ROWID;
CREATE INDEX document_when_evidence_source ON document_when_evidence (source);
CREATE TABLE document_version (
  document TEXT PRIMARY KEY REFERENCES document (id), version_of TEXT NOT NULL REFERENCES document (id)
) WITHOUT ROWID;
CREATE TABLE engagement (
  id TEXT PRIMARY KEY, kind TEXT NOT NULL, status TEXT NOT NULL, title TEXT NOT NULL,
  from_ TEXT, to_ TEXT, precision TEXT NOT NULL, basis TEXT NOT NULL, reason TEXT NOT NULL,
  duration_minutes INTEGER, place TEXT, country TEXT, part_of TEXT,
  canonical_document TEXT NOT NULL, canonical_n INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE engagement_member (
  document TEXT NOT NULL, n INTEGER NOT NULL,
  engagement TEXT NOT NULL REFERENCES engagement (id) ON DELETE CASCADE,
  PRIMARY KEY (document, n),
  FOREIGN KEY (document, n) REFERENCES engagement_mark (document, n) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX engagement_member_engagement ON engagement_member (engagement);
CREATE TABLE engagement_participant (
  engagement TEXT NOT NULL REFERENCES engagement (id) ON DELETE CASCADE, ord INTEGER NOT NULL,
  document TEXT NOT NULL, figure INTEGER NOT NULL, role TEXT NOT NULL, side TEXT, side_folded TEXT,
  PRIMARY KEY (engagement, ord),
  FOREIGN KEY (document, figure) REFERENCES figure (document, n) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX engagement_participant_figure ON engagement_participant (document, figure);
CREATE INDEX engagement_participant_side ON engagement_participant (side_folded);
CREATE TABLE engagement_evidence (
  engagement TEXT NOT NULL REFERENCES engagement (id) ON DELETE CASCADE,
  role TEXT NOT NULL, part INTEGER NOT NULL, ord INTEGER NOT NULL,
  document TEXT NOT NULL REFERENCES reading (document) ON DELETE CASCADE, start INTEGER NOT NULL, end INTEGER NOT NULL,
  words TEXT NOT NULL,
  PRIMARY KEY (engagement, role, part, ord)
) WITHOUT ROWID;
CREATE INDEX engagement_evidence_document ON engagement_evidence (document);
CREATE TABLE engagement_issued (
  engagement TEXT NOT NULL REFERENCES engagement (id) ON DELETE CASCADE,
  document TEXT NOT NULL REFERENCES document (id),
  PRIMARY KEY (engagement, document)
) WITHOUT ROWID;
CREATE INDEX engagement_issued_document ON engagement_issued (document);
CREATE TABLE discrepancy (
  id TEXT PRIMARY KEY, engagement TEXT NOT NULL REFERENCES engagement (id) ON DELETE CASCADE,
  ord INTEGER NOT NULL, aspect TEXT NOT NULL, note TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX discrepancy_engagement ON discrepancy (engagement);
CREATE TABLE discrepancy_reading (
  discrepancy TEXT NOT NULL REFERENCES discrepancy (id) ON DELETE CASCADE, ord INTEGER NOT NULL, value TEXT NOT NULL,
  PRIMARY KEY (discrepancy, ord)
) WITHOUT ROWID;
CREATE TABLE discrepancy_evidence (
  discrepancy TEXT NOT NULL, reading INTEGER NOT NULL, ord INTEGER NOT NULL,
  document TEXT NOT NULL REFERENCES reading (document) ON DELETE CASCADE, start INTEGER NOT NULL, end INTEGER NOT NULL,
  words TEXT NOT NULL,
  PRIMARY KEY (discrepancy, reading, ord),
  FOREIGN KEY (discrepancy, reading) REFERENCES discrepancy_reading (discrepancy, ord) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX discrepancy_evidence_document ON discrepancy_evidence (document);
CREATE TABLE unresolved (
  document TEXT NOT NULL REFERENCES document (id), kind TEXT NOT NULL, n INTEGER NOT NULL, reason TEXT NOT NULL,
  PRIMARY KEY (document, kind, n)
) WITHOUT ROWID;
CREATE TABLE unresolved_candidate (
  document TEXT NOT NULL, kind TEXT NOT NULL, n INTEGER NOT NULL, ord INTEGER NOT NULL,
  value TEXT NOT NULL, words TEXT NOT NULL,
  PRIMARY KEY (document, kind, n, ord),
  FOREIGN KEY (document, kind, n) REFERENCES unresolved (document, kind, n) ON DELETE CASCADE
) WITHOUT ROWID;

-- What people put in: part of the record's equality.
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE ruling (
  id INTEGER PRIMARY KEY AUTOINCREMENT, made_at TEXT NOT NULL, by TEXT NOT NULL, kind TEXT NOT NULL,
  document TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, value TEXT NOT NULL,
  undoes INTEGER REFERENCES ruling (id)
);
CREATE TRIGGER ruling_is_kept BEFORE DELETE ON ruling BEGIN SELECT RAISE (ABORT, 'a ruling is never removed'); END;
CREATE TRIGGER ruling_is_final BEFORE UPDATE ON ruling BEGIN SELECT RAISE (ABORT, 'a ruling is never changed'); END;

-- The journal: when and how things were done, never part of the record's equality.
CREATE TABLE run (
  id INTEGER PRIMARY KEY, command TEXT NOT NULL, program TEXT NOT NULL, began_at TEXT NOT NULL, ended_at TEXT,
  outcome TEXT
);
CREATE TABLE obtained_at (
  document TEXT NOT NULL REFERENCES document (id), path TEXT NOT NULL, uri TEXT NOT NULL,
  first_at TEXT NOT NULL, last_at TEXT NOT NULL,
  PRIMARY KEY (document, path, uri)
) WITHOUT ROWID;
CREATE TABLE progress (
  run INTEGER NOT NULL REFERENCES run (id), stage TEXT NOT NULL, done INTEGER NOT NULL, total INTEGER NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (run, stage)
) WITHOUT ROWID;

-- Search: an index of the blocks that are not furniture, by `block.row`; it can be made again from them at any time.
CREATE VIRTUAL TABLE paragraph USING fts5 (words, content = '', tokenize = 'unicode61 remove_diacritics 2');

-- For people who read the record with other tools.
CREATE VIEW engagement_actor AS
  SELECT p.engagement, a.id AS actor, a.name, p.role, p.side
  FROM engagement_participant p
  JOIN figure_actor f ON f.document = p.document AND f.figure = p.figure
  JOIN actor a ON a.id = f.actor;
CREATE VIEW statement_actor AS
  SELECT t.id AS statement, t.document, t.act, p.role, a.id AS actor, a.name
  FROM statement t
  JOIN statement_party p ON p.document = t.document AND p.n = t.n
  JOIN figure_actor f ON f.document = p.document AND f.figure = p.figure
  JOIN actor a ON a.id = f.actor;
