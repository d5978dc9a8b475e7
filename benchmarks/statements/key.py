"""Make the key of who says what from the annotators' files, check them, and compare two passes.

    python benchmarks/statements/key.py check FOLDER DOCS [SHEET …]
    python benchmarks/statements/key.py compile FOLDER DOCS OUT.json [--partial]
    python benchmarks/statements/key.py compare A.json B.json DOCS [--list FILE]

FOLDER holds one `<sheet>.jsonl` a document, one statement a line; README.md tells the fields. Errors are printed one a
line, `file:line: what`. `check` looks at the sheets named, or at all that are there, and prints errors alone. `compile`
writes a key only where there are none, and wants all sheets unless `--partial`. `compare` tells how far two keys agree
and lists where they do not.

Exits 0 where all is well, 1 where there are errors, 2 where a file cannot be read.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from compiled import BadKey, Sheet, Truth, paired, read_key, shown
from names import Named, Names
from quotes import Finder, NotFound
from sentences import Document
from sheets import drawn_documents, numbered, opened

from communique.lexicon import load as load_lexicon
from communique.model.marks import FAMILY_OF

FORMAT = (
    "Who says what in White House documents, by RULES.md. Offsets [start, end) count code points of a file decoded as "
    "UTF-8 with CRLF read as LF and a leading byte-order mark removed. Windows say which part was read."
)
QUOTES = ("content", "cue", "reach")
NAMES = ("speakers", "addressees", "targets", "accept_acts")
SETS = ("accept_speakers", "accept_targets")
FIELDS = {"s", "source", "act", "within", "optional", "note", *QUOTES, *NAMES, *SETS}


def strings(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(v, str) and v.strip() for v in value)


def faults_of_form(row: object) -> Iterator[str]:
    """What is wrong with one line before any words are looked for."""
    if not isinstance(row, dict):
        yield "no object"
        return
    yield from (f"unknown field {field}" for field in row if field not in FIELDS)
    if not isinstance(row.get("s"), int) or isinstance(row.get("s"), bool):
        yield "s is no number of a sentence"
    for field in (*QUOTES, *NAMES):
        if row.get(field) is not None and not strings(row[field]):
            yield f"{field} is no list of words"
    for field in SETS:
        value = row.get(field)
        if value is not None and not (isinstance(value, list) and all(strings(v) for v in value)):
            yield f"{field} is no list of lists of names"
    if row.get("source") is not None and not isinstance(row["source"], str) and not strings(row["source"]):
        yield "source is no words"
    if not row.get("content"):
        yield "content is missing"
    if not row.get("speakers"):
        yield "speakers is missing"
    acts = [row.get("act"), *(row["accept_acts"] if strings(row.get("accept_acts")) else ())]
    yield from (f"unknown act {act}" for act in acts if not isinstance(act, str) or act not in FAMILY_OF)
    if not isinstance(row.get("optional") or False, bool):
        yield "optional is not true or false"
    within = row.get("within")
    if within is not None and (not isinstance(within, int) or isinstance(within, bool)):
        yield "within is no number of a line"


class File:
    """The statements of one annotator's file, resolved; `errors` tells what is wrong, `rows` is sound where none is."""

    def __init__(self, path: Path, sheet: str, document: Document, window: Sequence[int]) -> None:
        self.rows: list[dict[str, Any]] = []
        self._faults: list[tuple[int, str]] = []
        self._sheet = sheet
        shown_sentences = numbered(document, window)
        self._finder = Finder(document, shown_sentences)
        self._sentences = len(shown_sentences)
        self._window = window
        raw: dict[int, dict[str, Any]] = {}
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except json.JSONDecodeError as error:
                self._wrong(number, f"no JSON: {error}")
                continue
            faults = list(faults_of_form(row))
            for fault in faults:
                self._wrong(number, fault)
            if not faults:
                raw[number] = row
        seen: dict[str, int] = {}
        for number, row in raw.items():
            resolved = self._resolved(number, row, raw)
            if resolved is None:
                continue
            same = json.dumps([resolved["content"], resolved["cue"], resolved["act"]])
            if same in seen:
                self._wrong(number, f"the same content, cue and act as in line {seen[same]}")
            seen.setdefault(same, number)
            self.rows.append(resolved)
        self.errors = [f"{path.name}:{line}: {what}" for line, what in sorted(self._faults)]

    def _wrong(self, line: int, what: str) -> None:
        self._faults.append((line, what))

    def _resolved(self, line: int, row: dict[str, Any], lines: dict[int, dict[str, Any]]) -> dict[str, Any] | None:
        if not 1 <= row["s"] <= self._sentences:
            self._wrong(line, f"s is {row['s']}; the sheet has sentences 1 to {self._sentences}")
            return None
        wrong = len(self._faults)
        content: list[tuple[int, int]] = []
        try:
            content = self._finder.content(row["content"], row["s"])
        except NotFound as error:
            self._wrong(line, f"content: {error}")
        if content and self._finder.characters(content[-1])[1] > self._window[1]:
            self._wrong(line, "content ends after the window")
        source = row.get("source")
        spans: dict[str, list[tuple[int, int]]] = {}
        for field, quotes in (
            ("source", [source] if isinstance(source, str) else source),
            ("cue", row.get("cue")),
            ("reach", row.get("reach")),
        ):
            spans[field] = []
            for quote in quotes or ():
                try:
                    if content:
                        place = self._finder.near(quote, row["s"], content)
                        spans[field].append(self._finder.characters(place))
                except NotFound as error:
                    self._wrong(line, f"{field}: {error}")
        self._check_within(line, row.get("within"), lines)
        if len(self._faults) > wrong:
            return None
        within = row.get("within")
        return {
            "id": f"{self._sheet}#{line}",
            "content": [self._finder.characters(part) for part in content],
            "source": spans["source"] or None,
            "cue": spans["cue"] or None,
            "speakers": row["speakers"],
            "accept_speakers": row.get("accept_speakers") or [],
            "addressees": row.get("addressees") or [],
            "targets": row.get("targets") or [],
            "accept_targets": row.get("accept_targets") or [],
            "act": row["act"],
            "accept_acts": [act for act in dict.fromkeys(row.get("accept_acts") or []) if act != row["act"]],
            "within": f"{self._sheet}#{within}" if within else None,
            "reach": spans["reach"],
            "optional": bool(row.get("optional")),
        }

    def _check_within(self, line: int, within: int | None, lines: dict[int, dict[str, Any]]) -> None:
        trail = [line]
        while within is not None:
            if within in trail:
                self._wrong(line, f"within goes in a circle: {' in '.join(map(str, [*trail, within]))}")
                return
            if within not in lines:
                self._wrong(line, f"within names line {within}, which holds no sound statement")
                return
            trail.append(within)
            within = lines[within].get("within")


def read_files(folder: Path, docs: Path, sheets: Sequence[str], partial: bool) -> tuple[list[Any], list[str]]:
    """The rows of `drawn.json` that have a file, each with its statements, and the errors of all."""
    drawn = {row["sheet"]: row for row in sorted(drawn_documents(), key=lambda row: str(row["sheet"]))}
    errors = [f"{name}: no such sheet" for name in sheets if name not in drawn]
    errors += [f"{path.name}: no such sheet" for path in sorted(folder.glob("*.jsonl")) if path.stem not in drawn]
    found: list[Any] = []
    for name, row in drawn.items():
        path = folder / f"{name}.jsonl"
        if sheets and name not in sheets:
            continue
        if not path.exists():
            if not partial or name in sheets:
                errors.append(f"{path.name}: missing")
            continue
        file = File(path, name, opened(docs, row), row["window"])
        errors += file.errors
        found.append((row, file.rows))
    return found, errors


def check(folder: Path, docs: Path, sheets: Sequence[str]) -> int:
    _, errors = read_files(folder, docs, [sheet.removesuffix(".jsonl").removesuffix(".txt") for sheet in sheets], True)
    print(*errors, sep="\n", end="\n" if errors else "")
    return 1 if errors else 0


def compile_key(folder: Path, docs: Path, out: Path, partial: bool) -> int:
    found, errors = read_files(folder, docs, (), partial)
    if errors:
        print(*errors, sep="\n")
        print(f"{len(errors)} errors; nothing written")
        return 1
    documents = ",\n".join(json.dumps(row, ensure_ascii=False) for row, _ in found)
    statements = ",\n".join(json.dumps(row, ensure_ascii=False) for _, rows in found for row in rows)
    out.write_text(
        f'{{"format": {json.dumps(FORMAT)},\n"documents": [\n{documents}\n],\n"statements": [\n{statements}\n]}}\n',
        encoding="utf-8",
    )
    print(f"{'class':<10}{'documents':>10}{'statements':>12}{'within':>8}{'optional':>10}")
    for group in dict.fromkeys(row["class"] for row, _ in found):
        own = [s for row, rows in found if row["class"] == group for s in rows]
        print(
            f"{group:<10}{sum(row['class'] == group for row, _ in found):>10}{len(own):>12}"
            f"{sum(s['within'] is not None for s in own):>8}{sum(s['optional'] for s in own):>10}"
        )
    return 0


def accepted(names: Names, one: Truth, other: Truth, field: str) -> tuple[bool, bool]:
    """Whether both prefer the same `speakers` or `targets`, and whether either accepts what the other prefers."""
    ours: tuple[tuple[str, ...], ...] = getattr(one, field)
    theirs: tuple[tuple[str, ...], ...] = getattr(other, field)

    def same(some: Sequence[str], others: Sequence[str]) -> bool:
        return names.same_sets([Named((name,)) for name in some], others)

    exact = same(ours[0], theirs[0])
    return exact, exact or any(same(ours[0], t) for t in theirs) or any(same(theirs[0], o) for o in ours)


def told(truth: Truth, sheet: Sheet) -> str:
    targets = f" → {', '.join(truth.targets[0])}" if truth.targets[0] else ""
    marks = f"{' [within]' if truth.within else ''}{' [optional]' if truth.optional else ''}"
    cue = f" <{shown(truth.cue, sheet.document)}>" if truth.cue else ""
    acts = "/".join(truth.acts)
    words = shown(truth.content, sheet.document)
    return f"{truth.id.split('#')[1]}: {', '.join(truth.speakers[0])} | {acts}{targets}{marks}{cue} | {words}"


def compare(first: Path, second: Path, docs: Path, listed: Path | None) -> int:
    names = Names(load_lexicon())
    ours = {sheet.name: sheet for sheet in read_key(first, docs)}
    theirs = {sheet.name: sheet for sheet in read_key(second, docs)}
    counts: dict[str, Counter[str]] = {}
    lines: list[str] = []
    for name in ours.keys() & theirs.keys():
        tally = counts.setdefault(ours[name].group, Counter())
        lines += differences(ours[name], theirs[name], names, tally)
    alone = sorted(ours.keys() ^ theirs.keys())
    print_agreement(counts)
    if alone:
        print(f"only in one key, left out: {', '.join(alone)}")
    if listed:
        lines.sort(key=lambda line: line.split(" ", 1)[0])
        listed.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        print(f"{len(lines)} differences in {listed.name}")
    return 0


def differences(ours: Sheet, theirs: Sheet, names: Names, tally: Counter[str]) -> Iterator[str]:
    """A readable paragraph for each difference in one document, in the order of the text; `tally` is counted up."""
    document = ours.document
    pairs = paired([(t.words - t.reach, t.counts) for t in ours.statements], theirs.statements)
    shown_sentences = numbered(document, ours.window)

    def place(truth: Truth) -> int:
        start = truth.content[0][0]
        return next((n for n, s in enumerate(shown_sentences, start=1) if start < s.end), 0)

    found: list[tuple[int, str]] = []
    tally["documents"] += 1
    for n, m, overlap in pairs:
        a, b = ours.statements[n], theirs.statements[m]
        tally["paired"] += 1
        wrong: list[str] = []
        if overlap < 0.9:
            wrong.append(f"words (F1 {overlap:.2f})")
        tally["words"] += overlap >= 0.9
        for field in ("speakers", "targets"):
            if field == "targets":
                if not (a.targets[0] or b.targets[0]):
                    continue
                tally["with targets"] += 1
            exact, fine = accepted(names, a, b, field)
            tally[f"{field} exact"] += exact
            tally[f"{field} accepted"] += fine
            if not exact:
                wrong.append(f"{field}{' (accepted)' if fine else ''}")
        fine = a.acts[0] in b.acts or b.acts[0] in a.acts
        tally["act exact"] += a.acts[0] == b.acts[0]
        tally["act accepted"] += fine
        if a.acts[0] != b.acts[0]:
            wrong.append(f"act{' (accepted)' if fine else ''}")
        if bool(a.within) != bool(b.within):
            wrong.append("within")
        if a.optional != b.optional:
            wrong.append("optional")
        if wrong:
            head = f"{ours.name} [{place(a)}] {', '.join(wrong)}"
            found.append((place(a), f"{head}\n    A {told(a, ours)}\n    B {told(b, theirs)}"))
    for letter, sheet, used in (("A", ours, {n for n, _, _ in pairs}), ("B", theirs, {m for _, m, _ in pairs})):
        for number, truth in enumerate(sheet.statements):
            if number in used:
                continue
            tally[f"alone {letter}"] += truth.counts
            found.append(
                (place(truth), f"{ours.name} [{place(truth)}] only {letter}\n    {letter} {told(truth, sheet)}")
            )
    return (line for _, line in sorted(found))


def print_agreement(counts: dict[str, Counter[str]]) -> None:
    """One row a class; a statement of one pass alone counts only where it is neither optional nor within another."""
    total: Counter[str] = Counter()
    for tally in counts.values():
        total.update(tally)
    print(
        f"{'':<9}{'documents':>10}{'paired':>8}{'only A':>8}{'only B':>8}{'F1':>7}{'words':>8}{'speakers':>10}"
        f"{'accepted':>10}{'act':>7}{'accepted':>10}{'targets':>9}{'accepted':>10}"
    )
    for group, tally in (*sorted(counts.items()), ("all", total)):
        pairs, targets = tally["paired"], tally["with targets"]
        union = 2 * pairs + tally["alone A"] + tally["alone B"]

        def share(part: int, whole: int) -> str:
            return f"{part / whole:.1%}" if whole else "–"

        print(
            f"{group:<9}{tally['documents']:>10}{pairs:>8}{tally['alone A']:>8}{tally['alone B']:>8}"
            f"{share(2 * pairs, union):>7}{share(tally['words'], pairs):>8}"
            f"{share(tally['speakers exact'], pairs):>10}{share(tally['speakers accepted'], pairs):>10}"
            f"{share(tally['act exact'], pairs):>7}{share(tally['act accepted'], pairs):>10}"
            f"{share(tally['targets exact'], targets):>9}{share(tally['targets accepted'], targets):>10}"
        )


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    verbs = parser.add_subparsers(dest="verb", required=True)
    checking = verbs.add_parser("check", help="print the errors of annotators' files")
    compiling = verbs.add_parser("compile", help="make a key of a folder of annotators' files")
    comparing = verbs.add_parser("compare", help="tell how far two keys agree")
    for verb in (checking, compiling):
        verb.add_argument("folder", type=Path)
        verb.add_argument("docs", type=Path)
    checking.add_argument("sheets", nargs="*", help="names of sheets; all that have a file by default")
    compiling.add_argument("out", type=Path)
    compiling.add_argument("--partial", action="store_true", help="some sheets may have no file")
    comparing.add_argument("first", type=Path)
    comparing.add_argument("second", type=Path)
    comparing.add_argument("docs", type=Path)
    comparing.add_argument("--list", type=Path, help="where the differences are written")
    asked = parser.parse_args(arguments)
    try:
        if asked.verb == "check":
            return check(asked.folder, asked.docs, asked.sheets)
        if asked.verb == "compile":
            return compile_key(asked.folder, asked.docs, asked.out, asked.partial)
        return compare(asked.first, asked.second, asked.docs, asked.list)
    except (OSError, UnicodeDecodeError, BadKey) as error:
        print(error, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
