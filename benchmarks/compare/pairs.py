"""The pairs of statements that `compare` aligns, drawn by seed from a record, to be judged by hand.

python benchmarks/compare/pairs.py RECORD --seed 7 --engagements 20 > sheet.txt     # with words, to read: keep it apart
python benchmarks/compare/pairs.py RECORD --seed 7 --engagements 20 --table > pairs.tsv     # ids alone
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator
from pathlib import Path

from communique.model.comparison import Cell
from communique.model.filters import Filters
from communique.model.record import EngagementLine, StatementLine
from communique.record import Record
from communique.views.compare import Comparison, of_record

KEY = Path(__file__).parents[1] / "statements" / "drawn.json"


def locked() -> frozenset[str]:
    """Names of files that nobody opens: the locked half of the key of statements."""
    drawn = json.loads(KEY.read_text(encoding="utf-8"))["documents"]
    return frozenset(Path(document["file"]).name for document in drawn if document["half"] != "work")


def drawn(record: Record, seed: int, most: int) -> Iterator[EngagementLine]:
    """Engagements with two independent sources or more that have statements made at it."""
    closed = locked()
    told = [e for e in record.engagements() if len(e.documents) > 1 and e.origins > 1]
    random.Random(seed).shuffle(told)
    for engagement in told:
        documents = [d for d in record.documents(Filters(engagement=engagement.id)) if d.id in engagement.documents]
        if any(Path(d.path).name in closed for d in documents):
            continue
        speaking = [
            d
            for d in documents
            if d.origin_document is None
            and any(s.engagement == engagement.id for s in record.statements(Filters(document=d.id)))
        ]
        if len(speaking) > 1:
            yield engagement
            most -= 1
        if most == 0:
            return


def words(cell: Cell, said: dict[str, StatementLine], n: int = 0) -> str:
    """The words of the statement at `n` in a cell, or of its sentence where nobody is marked as saying so."""
    evidence = said[cell.statements[n]].content if cell.statements else cell.evidence
    return " … ".join(" ".join(e.quote.split()) for e in evidence)


def pairs(found: Comparison) -> Iterator[tuple[str, str, str, str, str]]:
    """(first statement of the row, the other or `text@N`, stance, words of the first, words of the other)."""
    said = {s.id: s for source in found.sources for s in source.statements}
    for row in found.statements:
        filled = [cell for cell in row.cells if cell.carried]
        for cell in filled[1:]:
            others = cell.statements or (f"text@{cell.evidence[0].start}",)
            for n, other in enumerate(others):
                stance = cell.stance.value if n == 0 else "also"
                head = (filled[0].statements or (f"text@{filled[0].evidence[0].start}",))[0]
                yield head, other, stance, words(filled[0], said), words(cell, said, n)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("record", type=Path)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--engagements", type=int, default=20)
    parser.add_argument("--table", action="store_true", help="ids alone")
    asked = parser.parse_args()
    with Record.open(asked.record) as record:
        for engagement in drawn(record, asked.seed, asked.engagements):
            for one, other, stance, first, second in pairs(of_record(record, engagement)):
                if asked.table:
                    print("\t".join((engagement.id, one, other, stance)))
                else:
                    print(f"{engagement.id} {one} {other} {stance}\n  A {first}\n  B {second}")


if __name__ == "__main__":
    main()
