-- Figures that say the same are read once, and an actor's offices are looked up where documents name them.

DROP TABLE link_figure;
CREATE TABLE link_figure (
  document TEXT NOT NULL REFERENCES marks (document) ON DELETE CASCADE,
  n INTEGER NOT NULL, block TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, alike TEXT NOT NULL,
  row BLOB NOT NULL, actor TEXT, side TEXT,
  PRIMARY KEY (document, n)
) WITHOUT ROWID;
CREATE INDEX link_figure_block ON link_figure (block, document, n, start, end, alike, actor, side);

CREATE TABLE link_home (
  block TEXT NOT NULL, alike TEXT NOT NULL, actor TEXT NOT NULL,
  document TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, n INTEGER NOT NULL,
  PRIMARY KEY (block, alike)
) WITHOUT ROWID;

DELETE FROM actor_office_evidence WHERE role = 'office';
CREATE TABLE actor_office_form (
  actor TEXT NOT NULL, title TEXT NOT NULL, of TEXT NOT NULL, office INTEGER NOT NULL,
  PRIMARY KEY (actor, title, of),
  FOREIGN KEY (actor, office) REFERENCES actor_office (actor, ord) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX actor_office_form_office ON actor_office_form (actor, office);
CREATE INDEX actor_key ON actor (key) WHERE key IS NOT NULL;
CREATE VIEW actor_office_words AS
  SELECT DISTINCT l.actor, t.office, o.document, o.start, o.end
  FROM figure_actor l
  JOIN figure_office o ON o.document = l.document AND o.figure = l.figure
  LEFT JOIN figure g ON g.document = o.document AND g.n = o.of_figure
  JOIN actor_office_form t ON t.actor = l.actor AND t.title = o.title AND t.of = coalesce(g.key, g.name, '');
-- What remains to be done, and who shares an address, without reading every document.
CREATE INDEX document_reader ON document (reader, id);
CREATE INDEX document_address ON document (address) WHERE address IS NOT NULL;
CREATE INDEX marks_marker ON marks (document, marker);
