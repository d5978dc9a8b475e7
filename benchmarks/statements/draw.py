"""Draw the 60 documents of the key, at random by seed, and the window of each that is annotated.

    python benchmarks/statements/draw.py DOCS LIST [--seed 2026]

DOCS is the folder of the documents, LIST names the diplomatic ones, one path a line. Writes `drawn.json` beside this
file. A document's class is told by its title alone:

* *readout*: the title says "readout", or it is a statement of a spokesperson, a press secretary or of nobody about a
  call or meeting with somebody;
* *joint*: joint statements, declarations and messages, communiqués, leaders' statements;
* *voice*, 10 transcripts: 5 press briefings, calls, gaggles and conferences, and 5 remarks of several speakers;
* *voice*, 10 of one official: 5 remarks and 5 statements by or from one office or person.

Skipped: fewer than three sentences; a body that another drawn document has too; a transcript that labels fewer than
two speakers; a text of one official that labels more than one. A document of more than 40 sentences gets a window of
40 that starts with a paragraph, at random among those with 40 sentences from there on. Half of each class, and of the
transcripts and the texts of one official, is `work`, half is `locked`.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from sentences import Document, load, sentences

DRAWN = Path(__file__).with_name("drawn.json")
LONGEST = 40
SHORTEST = 3
KINDS = {
    "readout": (("readout", 20),),
    "joint": (("joint", 20),),
    "transcript": (("press", 5), ("talks", 5)),
    "one": (("remarks", 5), ("statement", 5)),
}

OTHER = re.compile(r"fact sheet|^remarks|^press|^background|proclamation|emergency|letter|notice|memorandum|message to")
JOINT = re.compile(
    r"\bjoint\b.*\b(statement|declaration|communiqu|message)|communiqu|\bdeclaration\b|leaders.{0,2} statement"
)
ABOUT_TALK = re.compile(r"\b(calls?|meetings?|conversations?|consultations?) with\b")
NARRATOR = re.compile(
    r"^statement (on|regarding)\b|^statement (by|from)\b.*?\b(spokesperson|press secretary)\b.*? on\b"
)
PRESS = re.compile(
    r"^(background |on-the-record )?press (briefing|call|gaggle|conference)|^gaggle|^remarks.*press conf"
)
ONE_VOICE = re.compile(r"^(?:statement|remarks|remarks as prepared for delivery) (?:by|from|of) (.*)")
SPEAKERS_END = re.compile(r"\b(on|at|in|before|after|during|following|to|regarding|announcing|marking|for)\b")


def kind_of(title: str) -> str | None:
    """A kind of `KINDS` or None, by the words of the title."""
    low = title.casefold()
    if "fact sheet" in low:
        return None
    if "joint" not in low and ("readout" in low or (NARRATOR.search(low) and ABOUT_TALK.search(low))):
        return "readout"
    if PRESS.search(low):
        return "press"
    if JOINT.search(low) and not OTHER.search(low) and "readout" not in low:
        return "joint"
    voice = ONE_VOICE.match(low)
    if not voice:
        return None
    speakers = SPEAKERS_END.split(voice.group(1), maxsplit=1)[0]
    if " and " in speakers or "," in re.sub(r",? (jr|sr)\b", "", speakers):
        return "talks" if low.startswith("remarks") else None
    return "remarks" if low.startswith("remarks") else "statement"


def suits(document: Document, kind: str) -> bool:
    found = sentences(document)
    labels = {sentence.label for sentence in found if sentence.label}
    if len(found) < SHORTEST:
        return False
    if kind in ("press", "talks"):
        return len(labels) >= 2
    return kind not in ("remarks", "statement") or len(labels) <= 1


def window(document: Document, dice: random.Random) -> tuple[int, int]:
    found = sentences(document)
    first = 0
    if len(found) > LONGEST:
        first = dice.choice([n for n in range(len(found) - LONGEST + 1) if found[n].first])
    chosen = found[first : first + LONGEST]
    return chosen[0].start, chosen[-1].end


def drawn(docs: Path, paths: Sequence[str], seed: int) -> Iterator[dict[str, object]]:
    dice = random.Random(seed)
    pools: dict[str, list[Document]] = {kind: [] for kinds in KINDS.values() for kind, _ in kinds}
    for path in sorted(paths):
        document = load(docs, path)
        kind = kind_of(document.title)
        if kind:
            pools[kind].append(document)
    seen: set[tuple[str, ...]] = set()
    rows: list[dict[str, object]] = []
    for group, kinds in KINDS.items():
        chosen: list[tuple[str, Document]] = []
        for kind, wanted in kinds:
            print(f"{kind}: {wanted} drawn of {len(pools[kind])}")
            dice.shuffle(pools[kind])
            left = wanted
            for document in pools[kind]:
                if left and document.folded not in seen and suits(document, kind):
                    seen.add(document.folded)
                    chosen.append((kind, document))
                    left -= 1
        for n, (kind, document) in enumerate(chosen):
            rows.append(
                {
                    "class": group if group in ("readout", "joint") else "voice",
                    "kind": kind,
                    "file": document.file,
                    "sha256": document.digest,
                    "half": ("work", "locked")[n % 2],
                    "window": window(document, dice),
                }
            )
    counts: dict[object, int] = {}
    for row in sorted(rows, key=lambda row: str(row["file"])):
        counts[row["class"]] = counts.get(row["class"], 0) + 1
        yield {"sheet": f"{row['class']}-{counts[row['class']]:02}", **row}


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("docs", type=Path, help="folder of the documents")
    parser.add_argument("list", type=Path, help="file that names the diplomatic documents, one path a line")
    parser.add_argument("--seed", type=int, default=2026)
    asked = parser.parse_args(arguments)
    rows = list(drawn(asked.docs, asked.list.read_text(encoding="utf-8").split(), asked.seed))
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    DRAWN.write_text(f'{{"seed": {asked.seed}, "documents": [\n{lines}\n]}}\n', encoding="utf-8")
    print(f"{len(rows)} documents in {DRAWN.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
