-- What linking works on: every figure and engagement as a compact row (msgpack), by the block in which it is linked.
-- They follow from the marks and from what was linked; they are kept so that a new document costs its blocks alone.
CREATE TABLE link_document (
  document TEXT PRIMARY KEY REFERENCES marks (document) ON DELETE CASCADE,
  row BLOB NOT NULL, day BLOB NOT NULL, floating INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE link_figure (
  document TEXT NOT NULL REFERENCES marks (document) ON DELETE CASCADE,
  n INTEGER NOT NULL, block TEXT NOT NULL, row BLOB NOT NULL, actor TEXT, side TEXT,
  PRIMARY KEY (document, n)
) WITHOUT ROWID;
CREATE INDEX link_figure_block ON link_figure (block);
CREATE TABLE link_engagement (
  document TEXT NOT NULL REFERENCES marks (document) ON DELETE CASCADE,
  n INTEGER NOT NULL, block TEXT NOT NULL, row BLOB NOT NULL, reading BLOB NOT NULL,
  PRIMARY KEY (document, n)
) WITHOUT ROWID;
CREATE INDEX link_engagement_block ON link_engagement (block);
