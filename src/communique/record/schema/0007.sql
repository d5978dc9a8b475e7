-- What waits for a stage, kept as rows come and go, so that nobody looks through every document.

CREATE TABLE waiting (stage TEXT NOT NULL, document TEXT NOT NULL, PRIMARY KEY (stage, document)) WITHOUT ROWID;
INSERT INTO waiting SELECT 'mark', document FROM reading WHERE document NOT IN (SELECT document FROM marks);
INSERT INTO waiting SELECT 'link', document FROM marks WHERE document NOT IN (SELECT document FROM linked);
CREATE TRIGGER waiting_to_be_marked AFTER INSERT ON reading BEGIN
  INSERT OR IGNORE INTO waiting VALUES ('mark', new.document);
END;
CREATE TRIGGER waiting_without_reading AFTER DELETE ON reading BEGIN
  DELETE FROM waiting WHERE stage IN ('mark', 'link') AND document = old.document;
END;
CREATE TRIGGER waiting_to_be_linked AFTER INSERT ON marks BEGIN
  DELETE FROM waiting WHERE stage = 'mark' AND document = new.document;
  INSERT OR IGNORE INTO waiting VALUES ('link', new.document);
END;
CREATE TRIGGER waiting_without_marks AFTER DELETE ON marks BEGIN
  DELETE FROM waiting WHERE stage = 'link' AND document = old.document;
  INSERT OR IGNORE INTO waiting VALUES ('mark', old.document);
END;
CREATE TRIGGER waiting_no_more AFTER INSERT ON linked BEGIN
  DELETE FROM waiting WHERE stage = 'link' AND document = new.document;
END;
CREATE TRIGGER waiting_again AFTER DELETE ON linked BEGIN
  INSERT OR IGNORE INTO waiting VALUES ('link', old.document);
END;
DROP INDEX marks_marker;
CREATE INDEX marks_marker ON marks (marker);
CREATE INDEX linked_version ON linked (version);
CREATE INDEX document_uri ON document (uri) WHERE uri IS NOT NULL;

-- Whom a further figure joins, and how often before what is counted of him has to be counted again.
DROP TABLE link_home;
CREATE TABLE link_home (
  block TEXT NOT NULL, alike TEXT NOT NULL, actor TEXT NOT NULL, name TEXT NOT NULL, room INTEGER,
  document TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, n INTEGER NOT NULL,
  PRIMARY KEY (block, alike)
) WITHOUT ROWID;

-- Engagements as they were put together, and of what: the same is not put together again.
CREATE TABLE link_cluster (
  engagement TEXT PRIMARY KEY REFERENCES engagement (id) ON DELETE CASCADE,
  block TEXT NOT NULL, given BLOB NOT NULL, made BLOB NOT NULL, stored BLOB NOT NULL
) WITHOUT ROWID;
CREATE INDEX link_cluster_block ON link_cluster (block);
