"""Draw 250 sentences of joint texts for the key of commitments, at random by seed.

    python benchmarks/commitments/pick.py DOCS LIST [--seed 31] [--sheets FOLDER]

DOCS is the folder of the documents, LIST names the diplomatic ones, one path a line. A joint text is what
`../statements/draw.py` calls so by its title; those that it drew are left out. Of each of 50 texts five sentences of at
least eight words are drawn that are no heading; half of the texts is `work`, half `locked`. Writes `drawn.json` beside
this file, and with `--sheets` what the readers get: each sentence with its neighbours, the text's title and date.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "statements"))

from draw import kind_of
from sentences import Document, Sentence, load, sentences

DRAWN = Path(__file__).with_name("drawn.json")
OTHERS = Path(__file__).parents[1] / "statements" / "drawn.json"
TEXTS, EACH, SHORTEST = 50, 5, 8


def suited(document: Document) -> list[Sentence]:
    """The sentences of a document that may be drawn."""
    found = []
    for sentence in sentences(document):
        shown = document.text[sentence.start : sentence.end]
        ends = shown.rstrip("*_ ").endswith((".", ";", ",", "and", ":")) or not sentence.first
        if len(document.inside(sentence.start, sentence.end)) >= SHORTEST and ends and not shown.startswith("#"):
            found.append(sentence)
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("docs", type=Path)
    parser.add_argument("list", type=Path)
    parser.add_argument("--seed", type=int, default=31)
    parser.add_argument("--sheets", type=Path)
    asked = parser.parse_args()
    dice = random.Random(asked.seed)
    taken = {row["file"] for row in json.loads(OTHERS.read_text(encoding="utf-8"))["documents"]}
    paths = sorted(set(asked.list.read_text(encoding="utf-8").split()) - taken)
    dice.shuffle(paths)
    rows: list[dict[str, object]] = []
    sheets: dict[str, list[str]] = {"work": [], "locked": []}
    seen: set[tuple[str, ...]] = set()
    for path in paths:
        document = load(asked.docs, path)
        fit = suited(document) if kind_of(document.title) == "joint" and document.folded not in seen else []
        if len(fit) < EACH or len(rows) == TEXTS * EACH:
            continue
        seen.add(document.folded)
        half = ("work", "locked")[len(rows) // EACH % 2]
        everything = sentences(document)
        for sentence in sorted(dice.sample(fit, EACH), key=lambda s: s.start):
            name = f"{half[0]}{len(rows) + 1:03}"
            at = everything.index(sentence)
            around = [document.shown(s.start, s.end) for s in everything[max(0, at - 1) : at + 2]]
            before = around.pop(0) if at else ""
            after = around[1] if len(around) > 1 else ""
            rows.append(
                {
                    "id": name,
                    "half": half,
                    "file": document.file,
                    "sha256": document.digest,
                    "start": sentence.start,
                    "end": sentence.end,
                }
            )
            head = f"## {name}\n{document.title} ({document.date[:10]})"
            sheets[half].append(f"{head}\n- before: {before}\n- **SENTENCE: {around[0]}**\n- after: {after}\n")
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    DRAWN.write_text(f'{{"seed": {asked.seed}, "sentences": [\n{lines}\n]}}\n', encoding="utf-8")
    for half, texts in sheets.items():
        if asked.sheets:
            (asked.sheets / f"{half}.md").write_text("\n".join(texts), encoding="utf-8")
    print(f"{len(rows)} sentences of {len(rows) // EACH} texts in {DRAWN.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
