-- Wording: which document says what in which words. All rows follow from the document's text alone; `wording` says from
-- which reading and by which rules they were made.
CREATE TABLE wording (
  document TEXT PRIMARY KEY REFERENCES document (id), reading TEXT NOT NULL, version TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE wording_passage (
  document TEXT NOT NULL, n INTEGER NOT NULL, first INTEGER NOT NULL, words TEXT NOT NULL,
  start INTEGER NOT NULL, end INTEGER NOT NULL,
  PRIMARY KEY (document, n)
) WITHOUT ROWID;
CREATE TABLE wording_run (
  run INTEGER NOT NULL, document TEXT NOT NULL, first INTEGER NOT NULL, n INTEGER NOT NULL,
  PRIMARY KEY (run, document, first)
) WITHOUT ROWID;
CREATE TABLE wording_term (
  term TEXT NOT NULL, document TEXT NOT NULL, passages BLOB NOT NULL,
  PRIMARY KEY (term, document)
) WITHOUT ROWID;
