"""Settings: what people put into a record that is not a document, such as lexicon files of their own."""

from __future__ import annotations

from communique.record.database import Database


def setting(db: Database, name: str) -> str | None:
    found: str | None = db.value("SELECT value FROM setting WHERE name = ?", [name])
    return found


def settings(db: Database, begin: str) -> dict[str, str]:
    rows = db.rows("SELECT name, value FROM setting WHERE substr(name, 1, ?) = ? ORDER BY name", [len(begin), begin])
    return dict(rows.fetchall())


def store(db: Database, name: str, value: str | None) -> None:
    with db.transaction():
        db.run("DELETE FROM setting WHERE name = ?", [name])
        if value is not None:
            db.insert("setting", [(name, value)])
