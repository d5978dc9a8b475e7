"""Score a record of the five seed documents against a key made by hand.

    python benchmarks/seeds/score.py --seeds ../shared/seeds --communique .venv/bin/communique

Method. The seeds are added to a new record in a temporary folder and the listings are read as
JSON. The key (`key.json`) holds offsets only, so every word shown is read from the seeds.

* A word is a maximal run of letters and digits, known by its place in the text. Quote marks and
  other punctuation are no words, so it does not matter whether a span includes them.
* A statement of the record *can be* a statement of the key if the F1 of their content words is at
  least 0.5. Pairs are taken one to one, best first: right speakers before wrong ones, statements
  that count before doubtful ones, then by F1.
* *Right speakers*: the names of the speakers are exactly those of the key or of one of its
  alternatives, case, diacritics and honorifics aside; a person's surname stands for the person.
* *Too long*: more than three words before the content, after it or in a gap of it which are not
  among those that a reader may also count as said (`reach`).
* *Touches furniture*: content, source or cue shares a word with a menu, a list of articles, ….
* Doubtful statements (`optional`, among them those reported `within` another) count neither for
  nor against: a statement of the record that matches one is no surplus.
* An engagement of the key is met if exactly one engagement of the record has its kind, a date
  inside its dates, all its participants and a fitting place, if this one has its status and is
  carried by exactly its documents, and if no undated double of it rests on the same words.

Exits 0 at or above the floor, 1 below it, 2 where nothing could be measured.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from compared import Engagement, Header, Key, Record, Statement, Texts
from listings import Unmeasurable, read_record, read_seeds
from matching import Pair, ill_fitting, paired, reported, shortcomings, touching_furniture

KEY = Path(__file__).with_name("key.json")


def share(part: int, whole: int) -> str:
    return f"{part / whole:6.1%}" if whole else "     –"


def statement_report(record: Record, key: Key, texts: Texts, misses: bool) -> tuple[float, list[str]]:
    """The share found with the right speakers, and the lines that tell of statements."""
    pairs = paired(record, key, texts)
    furniture = touching_furniture(record, key, texts)
    matched = {pair.statement.id for pair in pairs}
    surplus = [s for s in record.statements if s.id not in matched]
    lines = [
        f"{'document':<26}{'key':>5}{'found':>7}{'speakers':>10}{'act':>5}{'surplus':>9}"
        f"{'too long':>10}{'furniture':>11}"
    ]

    def row(name: str, files: frozenset[str]) -> tuple[int, int]:
        wanted = [t for t in key.statements if t.file in files and not t.optional]
        here = [p for p in pairs if p.truth.file in files]
        found = [p for p in here if not p.truth.optional]
        right = sum(p.speakers_right for p in found)
        lines.append(
            f"{name:<26}{len(wanted):>5}{len(found):>7}{right:>10}{sum(p.act_right for p in found):>5}"
            f"{sum(s.file in files for s in surplus):>9}{sum(p.too_long for p in here):>10}"
            f"{sum(s.file in files for s in furniture):>11}"
        )
        return right, len(wanted)

    for sheet in key.sheets:
        row(sheet.file, frozenset({sheet.file}))
    right, wanted = row("all", frozenset(sheet.file for sheet in key.sheets))
    found = [p for p in pairs if not p.truth.optional]
    nested = [p for p in pairs if p.truth.nested]
    doubtful = [p for p in pairs if p.truth.optional and not p.truth.nested]
    lines += [
        "",
        f"found                      {share(len(found), wanted)}  of {wanted}",
        f"with exactly the speakers  {share(right, wanted)}  of {wanted}",
        f"right act, of those found  {share(sum(p.act_right for p in found), len(found))}  of {len(found)}",
        f"precision                  {share(len(found), len(found) + len(surplus))}  of {len(found) + len(surplus)}"
        " (by the key; read the surplus by hand)",
        f"beside these: {len(nested)} of {sum(t.nested for t in key.statements)} reported within another,"
        f" {sum(p.speakers_right for p in nested)} with the speakers;"
        f" {len(doubtful)} of {sum(t.optional and not t.nested for t in key.statements)} doubtful ones",
        f"spans that are not their quote: {record.inexact}",
    ]
    for statement in surplus:
        lines.append(f"  surplus   {told(statement, texts)}")
    for statement in furniture:
        lines.append(f"  furniture {told(statement, texts)}")
    for pair in pairs:
        if pair.too_long:
            lines.append(f"  too long  {pair.truth.id} {told(pair.statement, texts)}")
    if misses:
        lines += missed(pairs, key, texts)
    return (right / wanted if wanted else 0.0), lines


def told(statement: Statement, texts: Texts) -> str:
    who = ", ".join(statement.speakers) or "nobody"
    return f"{statement.file[:3]} {who} | {statement.act} | {texts.shown(statement.content)}"


def missed(pairs: Sequence[Pair], key: Key, texts: Texts) -> Iterator[str]:
    """A line for each statement that counts and is not found, has other speakers or another act."""
    by_truth = {pair.truth.id: pair for pair in pairs}
    for truth in key.statements:
        if truth.optional:
            continue
        pair = by_truth.get(truth.id)
        wanted = ", ".join(sorted(truth.speakers[0]))
        if pair is None:
            yield f"  missed    {truth.id} {wanted} | {truth.acts[0]} | {texts.shown(truth.content)}"
            continue
        if not pair.speakers_right:
            has = ", ".join(pair.statement.speakers) or "nobody"
            yield f"  speakers  {truth.id} has {has}, not {wanted} | {texts.shown(truth.content)}"
        if not pair.act_right:
            yield f"  act       {truth.id} has {pair.statement.act}, not {truth.acts[0]} | {texts.shown(truth.content)}"


def document_report(record: Record, key: Key) -> Iterator[str]:
    headers = {header.file: header for header in record.headers}
    for sheet in key.sheets:
        header = headers.get(sheet.file)
        if header is None:
            yield f"  missed    {sheet.file} is not in the record"
            continue
        dated = sheet.first_day <= header.first_day and "" < header.last_day <= sheet.last_day
        kind = header.kind.replace("_", " ").replace("-", " ") in sheet.kinds
        other_kind = "" if kind else " (other)"
        other_days = "" if dated else f" (not inside {sheet.first_day} to {sheet.last_day})"
        yield (
            f"  {'met' if dated and kind else 'missed':<9} {sheet.file} {header.kind or 'no kind'}{other_kind},"
            f" {interval(header)}{other_days}"
        )


def interval(dated: Header | Engagement) -> str:
    return f"{dated.first_day or 'open'} to {dated.last_day or 'open'}"


def engagement_report(record: Record, key: Key) -> Iterator[str]:
    met = 0
    for meeting in sorted(key.engagements, key=lambda m: m.optional):
        wrong = shortcomings(meeting, record, key)
        met += not wrong and not meeting.optional
        beside = " (beside)" if meeting.optional else ""
        yield f"  {'missed' if wrong else 'met':<9} {meeting.id}{beside}{': ' if wrong else ''}{'; '.join(wrong)}"
    yield f"  {met} of {sum(not m.optional for m in key.engagements)} met"
    for engagement in record.engagements:
        if all(ill_fitting(meeting, engagement, key.actors) for meeting in key.engagements):
            people = ", ".join(engagement.participants) or "nobody"
            yield (
                f"  surplus   {engagement.id} {engagement.kind}, {engagement.status}, {people},"
                f" {interval(engagement)}, {engagement.place or 'no place'},"
                f" in {', '.join(sorted(file[:3] for file in engagement.files)) or 'no seed'}"
            )


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Score a record of the five seeds against a key made by hand.")
    parser.add_argument("--seeds", type=Path, default=Path("../shared/seeds"), help="folder of the five seeds")
    parser.add_argument("--communique", default=".venv/bin/communique", help="the program to score")
    parser.add_argument("--floor", type=float, default=0.75, help="least share found with the right speakers (0 to 1)")
    parser.add_argument("--misses", action="store_true", help="list every miss with its words")
    chosen = parser.parse_args(arguments)
    try:
        texts, key = read_seeds(chosen.seeds, KEY)
        record = read_record(chosen.communique, chosen.seeds, texts, key)
    except Unmeasurable as error:
        print(error, file=sys.stderr)
        return 2
    reached, lines = statement_report(record, key, texts, chosen.misses)
    print("Statements", *lines, sep="\n")
    print("\nDocuments", *document_report(record, key), sep="\n")
    print("\nEngagements", *engagement_report(record, key), sep="\n")
    print("\nDiscrepancies")
    for stamps in key.stamps:
        print(f"  {'met' if reported(stamps, record) else 'missed':<9} {' against '.join(map(texts.quote, stamps))}")
    print(f"\n{reached:.1%} found with exactly the right speakers; the floor is {chosen.floor:.1%}")
    return 0 if reached >= chosen.floor else 1


if __name__ == "__main__":
    raise SystemExit(main())
