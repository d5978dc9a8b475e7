-- What people decided of documents' marks, and of what is one across documents.
CREATE TABLE marks_ruled (
  document TEXT PRIMARY KEY REFERENCES marks (document) ON DELETE CASCADE,
  rulings TEXT NOT NULL, digest TEXT NOT NULL, payload BLOB NOT NULL
);
CREATE TABLE seen (
  document TEXT NOT NULL REFERENCES marks (document) ON DELETE CASCADE,
  what TEXT NOT NULL, n INTEGER NOT NULL, ruling TEXT NOT NULL REFERENCES ruling (id),
  PRIMARY KEY (document, what, n, ruling)
) WITHOUT ROWID;
CREATE TABLE link_ruling (
  ruling TEXT PRIMARY KEY REFERENCES ruling (id), what TEXT NOT NULL, kind TEXT NOT NULL,
  document TEXT NOT NULL, n INTEGER NOT NULL, block TEXT NOT NULL,
  other_document TEXT NOT NULL, other_n INTEGER NOT NULL, other_block TEXT NOT NULL
) WITHOUT ROWID;
