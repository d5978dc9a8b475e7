"""Every table and column of the schema stands in docs/record.md, and nothing else does."""

from __future__ import annotations

import re
from pathlib import Path

from communique.record import Record

PAGE = Path(__file__).parents[2] / "docs" / "record.md"
SHADOWS = ("sqlite_", "paragraph_")


def documented() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    table = ""
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if heading := re.fullmatch(r"### `(\w+)`", line):  # ### `statement_span`
            table = heading[1]
            found[table] = set()
        elif row := re.match(r"\| (`[^|]*`) \|", line):  # | `start`, `end` | where it stands |
            names = re.findall(r"`(\w+)`", row[1])
            assert not found[table] & set(names), (table, names)
            found[table] |= set(names)
    return found


def test_every_table_and_column_is_documented(record: Record) -> None:
    tables = record.db.column("SELECT name FROM sqlite_master WHERE type IN ('table', 'view') ORDER BY name")
    schema = {
        table: set(record.db.column("SELECT name FROM pragma_table_info(?)", [table]))
        for table in tables
        if not table.startswith(SHADOWS)
    }
    assert documented() == schema


def test_the_example_runs(linked: Record) -> None:
    examples = re.findall(r"```sql\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    for example in examples:
        sql = example.replace("'Japan'", "'Cohal'").replace("'condemn'", "'commit'")
        rows = linked.db.rows(sql).fetchall()
        assert rows
        assert {words for words, _ in rows} == {"We will keep the strait open,"}
