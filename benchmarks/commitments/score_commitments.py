"""Score the program's commitments against the key of 250 sentences.

    python benchmarks/commitments/score_commitments.py --docs DOCS --half work|locked [--misses FILE]

Each document is read and marked in this process, with nothing configured. A commitment of the program lies in the
sentence that its words overlap most: the words of its deed, in characters of the file. A sentence counts as predicted
where one lies in it; sentences that are `optional` in the key count neither way. Of the commitments found: `by` is
right where it is the same set of actors as in the key or in one of `accept_by` (`../statements/names.py` tells when
two names are one actor); `due`, where one is stated, where its first and last day are those of the key, counted from
the day that the text bears; `vague` and `conditions` where they agree. What the key leaves open (`null`) is not
scored. Shares stand with their 95 % interval by bootstrap over documents.
Exits 0, or 2 where nothing could be measured.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "statements"))

from names import Named, Names
from score_key import laid
from sentences import load as load_document

from communique.lexicon import load as load_lexicon
from communique.marking.document import mark
from communique.marking.parsing import load_parser
from communique.model.commitments import due_when
from communique.model.marks import ActorKind, DeedMark, Marks, Party
from communique.model.spans import Span
from communique.reading import read

KEY = Path(__file__).with_name("key.json")
ROUNDS = 2000
COUNTS = ("key", "predicted", "found", "by", "due_stated", "due", "due_false", "vague_of", "vague", "conditions")


@dataclass(slots=True)
class Tally:
    """What is counted in one document."""

    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(COUNTS, 0))
    lines: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Placed:
    """A commitment of the program with its characters in the file."""

    deed: DeedMark
    characters: frozenset[int]


def placed(text: str, along: str, found: Marks) -> list[Placed]:
    own = [n for n, c in enumerate(text) if c.isalnum()]
    theirs = [n for n, c in enumerate(along) if c.isalnum()]
    places = dict(zip(own, laid("".join(text[n] for n in own), "".join(along[n] for n in theirs)), strict=True))

    def characters(spans: Sequence[Span]) -> frozenset[int]:
        at = (places.get(n, -1) for span in spans for n in range(span.start, span.end))
        return frozenset(theirs[n] for n in at if n >= 0)

    return [
        Placed(s.deed, characters(s.deed.action)) for s in found.statements if s.deed is not None and s.deed.promised
    ]


def score(docs: Path, rows: Sequence[dict[str, Any]], tools: tuple[Any, Any, Names]) -> Tally:
    """One document: all its sentences of the key."""
    lexicon, parser, names = tools
    document = load_document(docs, rows[0]["file"])
    reading = read((docs / rows[0]["file"]).read_bytes(), name=rows[0]["file"], lexicon=lexicon)
    found = mark(reading, lexicon, parser)
    tally = Tally()
    sentences = [(row, range(row["start"], row["end"])) for row in rows]
    lying: dict[str, list[DeedMark]] = {}
    for one in placed(reading.text, document.text, found):
        shares = [(len(one.characters & set(at)), row["id"]) for row, at in sentences]
        most, where = max(shares, default=(0, ""))
        if most * 2 > len(one.characters):
            lying.setdefault(where, []).append(one.deed)
    for row, _ in sentences:
        count(row, lying.get(row["id"], []), found, reading.text, document, tally, names)
    return tally


def count(
    row: dict[str, Any], deeds: list[DeedMark], found: Marks, text: str, document: Any, tally: Tally, names: Names
) -> None:
    counts = tally.counts
    shown = document.shown(row["start"], row["end"])
    if row["optional"]:
        return
    counts["key"] += bool(row["commitment"])
    counts["predicted"] += bool(deeds)
    if bool(row["commitment"]) is not bool(deeds):
        tally.lines.append(f"{row['id']} {'missed' if row['commitment'] else 'false '} | {shown}")
    if not row["commitment"] or not deeds:
        return
    counts["found"] += 1
    sets = [row["by"], *row["accept_by"]]
    right = any(names.same_sets(actors(deed.by, found), one) for deed in deeds for one in sets)
    counts["by"] += right
    if not right:
        told = [[named.names for named in actors(deed.by, found)] for deed in deeds]
        tally.lines.append(f"{row['id']} by     | {told} for {sets[:2]} | {shown}")
    whens = [when for deed in deeds if deed.due is not None and (when := _days(deed, found, text, document.date))]
    wanted = row["due"] and (row["due"]["from"], row["due"]["to"])
    if wanted:
        counts["due_stated"] += 1
        counts["due"] += wanted in whens
    elif any(deed.due for deed in deeds):
        counts["due_false"] += 1
    if (wanted and wanted not in whens) or (not wanted and whens):
        tally.lines.append(f"{row['id']} due    | {whens} for {wanted} | {shown}")
    if row["vague"] is not None:
        counts["vague_of"] += 1
        agrees = all(deed.vague for deed in deeds) is row["vague"]
        counts["vague"] += agrees
        if not agrees:
            tally.lines.append(f"{row['id']} vague  | {not row['vague']} for {row['vague']} | {shown}")
    conditions = any(deed.conditions for deed in deeds)
    counts["conditions"] += conditions is bool(row["conditions"])
    if conditions is not bool(row["conditions"]):
        tally.lines.append(f"{row['id']} if     | {conditions} for {row['conditions']!r} | {shown}")


def _days(deed: DeedMark, found: Marks, text: str, issued: str) -> tuple[str | None, str | None] | None:
    if deed.due is None:
        return None
    value = found.times[deed.due.time].value if deed.due.time is not None else None
    when = due_when(value, deed.due.bound, deed.due.span.of(text), date.fromisoformat(issued[:10]))
    return (when.from_[:10] if when.from_ else None, when.to[:10] if when.to else None)


def actors(parties: Sequence[Party], found: Marks) -> list[Named]:
    named: list[Named] = []
    for party in parties:
        if party.figure is None:
            named.append(Named((party.name,)))
            continue
        figure = found.figures[party.figure]
        names = (figure.name, *(name for name in figure.names if name != figure.name))
        named.append(Named(names, figure.key, figure.kind is ActorKind.PERSON))
    return named


def interval(tallies: Sequence[Tally], share: Callable[[dict[str, int]], float]) -> str:
    def total(chosen: Sequence[Tally]) -> dict[str, int]:
        return {name: sum(t.counts[name] for t in chosen) for name in COUNTS}

    dice = random.Random(7)
    drawn = sorted(share(total(dice.choices(tallies, k=len(tallies)))) for _ in range(ROUNDS))
    return f"{share(total(tallies)):.3f} [{drawn[int(ROUNDS * 0.025)]:.3f}, {drawn[int(ROUNDS * 0.975)]:.3f}]"


def ratio(above: str, below: str) -> Callable[[dict[str, int]], float]:
    return lambda counts: counts[above] / counts[below] if counts[below] else 0.0


def f1(counts: dict[str, int]) -> float:
    return 2 * counts["found"] / ((counts["key"] + counts["predicted"]) or 1)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--docs", type=Path, required=True)
    parser.add_argument("--half", choices=("work", "locked"), required=True)
    parser.add_argument("--misses", type=Path)
    asked = parser.parse_args()
    rows = [r for r in json.loads(KEY.read_text(encoding="utf-8"))["sentences"] if r["half"] == asked.half]
    by_file: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        by_file.setdefault(row["file"], []).append(row)
    lexicon = load_lexicon()
    tools = (lexicon, load_parser(), Names(lexicon))
    tallies = [score(asked.docs, by_file[name], tools) for name in sorted(by_file)]
    if not any(t.counts["key"] for t in tallies):
        print("nothing to measure", file=sys.stderr)
        return 2
    total = {name: sum(t.counts[name] for t in tallies) for name in COUNTS}
    print(f"{asked.half}: {len(tallies)} texts, {total['key']} commitments, {total['predicted']} predicted")
    shares = (
        ("precision", ratio("found", "predicted")),
        ("recall", ratio("found", "key")),
        ("F1", f1),
        ("by", ratio("by", "found")),
        ("due", ratio("due", "due_stated")),
        ("vague", ratio("vague", "vague_of")),
        ("conditions", ratio("conditions", "found")),
    )
    for name, share in shares:
        print(f"  {name:10} {interval(tallies, share)}")
    print(f"  due where the key has none: {total['due_false']} of {total['found'] - total['due_stated']}")
    if asked.misses:
        asked.misses.write_text("".join(f"{line}\n" for t in tallies for line in t.lines), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
