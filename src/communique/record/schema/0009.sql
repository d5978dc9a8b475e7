-- Whose wording waits to be indexed, or to be taken out of the index: readings that came or went since.
INSERT INTO waiting SELECT 'index', document FROM reading r
  WHERE NOT EXISTS (SELECT 1 FROM wording w WHERE w.document = r.document AND w.reading = r.digest);
INSERT OR IGNORE INTO waiting SELECT 'index', document FROM wording
  WHERE document NOT IN (SELECT document FROM reading);
CREATE TRIGGER waiting_to_be_indexed AFTER INSERT ON reading BEGIN
  INSERT OR IGNORE INTO waiting VALUES ('index', new.document);
END;
CREATE TRIGGER waiting_to_be_taken_out AFTER DELETE ON reading BEGIN
  DELETE FROM waiting WHERE stage = 'index' AND document = old.document;
  INSERT INTO waiting SELECT 'index', document FROM wording WHERE document = old.document;
END;
CREATE TRIGGER waiting_indexed AFTER INSERT ON wording BEGIN
  DELETE FROM waiting WHERE stage = 'index' AND document = new.document;
END;
CREATE TRIGGER waiting_not_indexed AFTER DELETE ON wording BEGIN
  DELETE FROM waiting WHERE stage = 'index' AND document = old.document;
  INSERT INTO waiting SELECT 'index', document FROM reading WHERE document = old.document;
END;
CREATE INDEX wording_version ON wording (version);
