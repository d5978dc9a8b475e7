-- Which documents carry one text. The first three tables follow from the documents and save work: what is compared of
-- each, the keys under which they meet, and the pairs that were found to be one text.
CREATE TABLE link_text (
  document TEXT PRIMARY KEY REFERENCES marks (document) ON DELETE CASCADE,
  signature BLOB NOT NULL, shingles INTEGER NOT NULL, house TEXT, credit TEXT, published TEXT,
  official INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE link_text_key (
  key INTEGER NOT NULL,
  document TEXT NOT NULL REFERENCES link_text (document) ON DELETE CASCADE,
  PRIMARY KEY (key, document)
) WITHOUT ROWID;
CREATE INDEX link_text_key_document ON link_text_key (document);
CREATE TABLE link_text_pair (
  document TEXT NOT NULL REFERENCES link_text (document) ON DELETE CASCADE,
  other TEXT NOT NULL REFERENCES link_text (document) ON DELETE CASCADE,
  shared INTEGER NOT NULL, shorter INTEGER NOT NULL, longer INTEGER NOT NULL,
  same INTEGER NOT NULL, swapped INTEGER NOT NULL,
  PRIMARY KEY (document, other)
) WITHOUT ROWID;
CREATE INDEX link_text_pair_other ON link_text_pair (other);
CREATE TABLE document_origin (
  document TEXT PRIMARY KEY REFERENCES document (id),
  family TEXT NOT NULL, origin TEXT, origin_document TEXT REFERENCES document (id), reason TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX document_origin_family ON document_origin (family);
