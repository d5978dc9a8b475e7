"""Score the program's statements against the key of who says what.

    python benchmarks/statements/score_key.py --docs DOCS --half work|locked [--class readout] [--misses FILE]

Each document is read and marked in this process, with nothing configured. Then:

* The letters and digits of the program's text are laid along those of the file, so spans become words of the file.
  Statements count whose content starts inside the window.
* A statement of the program *is* one of the key if the F1 of their content words is at least 0.5. Pairs are taken one
  to one, the largest F1 first. Words in `reach` count neither for nor against.
* Statements of the key that are `optional` or reported `within` another count neither for nor against, and so do those
  of the program that match one. A statement that the program calls `within` is not wrong where it matches nothing.
* Of those found: *speakers* are right where they are the same actors as in the key or in one of its other accepted
  sets; the *act* where it is the key's or an accepted one; *targets* likewise, over those where the key or the program
  has any. `names.py` tells when two names are one actor.

Shares stand with their 95 % interval by bootstrap over documents. Exits 0, or 2 where nothing could be measured.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from compiled import BadKey, Sheet, Truth, paired, read_key, shown
from names import Named, Names
from sheets import numbered

from communique.lexicon import load as load_lexicon
from communique.marking.document import mark
from communique.marking.parsing import load_parser
from communique.model.marks import ActorKind, Marks, Party, StatementMark
from communique.model.spans import Span
from communique.reading import read

KEY = Path(__file__).with_name("key.json")
ANCHOR = 16
FARTHEST = (100, 2_000, 20_000)
ENOUGH_LAID = 0.98
ROUNDS = 2000


@dataclass(frozen=True, slots=True)
class Guess:
    """A statement of the program, in words of the file and in names."""

    content: tuple[tuple[int, int], ...]
    words: frozenset[int]
    speakers: tuple[Named, ...]
    targets: tuple[Named, ...]
    act: str
    within: bool
    cue: str


@dataclass(slots=True)
class Tally:
    """What is counted in one document."""

    key: int = 0
    predicted: int = 0
    found: int = 0
    speakers: int = 0
    act: int = 0
    targeted: int = 0
    targets: int = 0
    complete: int = 0
    lines: list[str] = field(default_factory=list)


def laid(text: str, along: str) -> list[int]:
    """For each character of `text` its place in `along`, -1 where it has none. Both are letters and digits alone, and
    differ in stretches that one of them lacks; after one, the next run of 16 that both have is sought."""
    places = [-1] * len(text)
    n = m = 0
    while n < len(text) and m < len(along):
        if text[n] == along[m]:
            places[n] = m
            n, m = n + 1, m + 1
            continue
        again = _again(text, along, n, m)
        if again is None:
            break
        n, m = again
    return places


def _again(text: str, along: str, n: int, m: int) -> tuple[int, int] | None:
    """Where both have the same run again: after what one of them has alone, else near before far."""
    extra = text.find(along[m : m + ANCHOR], n, n + FARTHEST[1])
    lacking = along.find(text[n : n + ANCHOR], m, m + FARTHEST[1])
    if extra >= 0 and (lacking < 0 or extra - n <= lacking - m):
        return extra, m
    if lacking >= 0:
        return n, lacking
    for far in FARTHEST:
        for skip in range(min(far, len(text) - n)):
            at = along.find(text[n + skip : n + skip + ANCHOR], m, m + far)
            if at >= 0:
                return n + skip, at
    return None


class Placing:
    """From spans of the program's text to words of the file."""

    def __init__(self, text: str, sheet: Sheet) -> None:
        document = sheet.document
        front = "".join(c for c in document.text[: document.body] if c.isalnum())
        owner = [-1] * len(front) + [n for n, token in enumerate(document.tokens) for _ in token]
        own = [n for n, c in enumerate(text) if c.isalnum()]
        places = laid("".join(text[n] for n in own), front + "".join(document.tokens))
        self._words = document.words
        self._word = [-1] * len(text)
        for n, place in zip(own, places, strict=True):
            if place >= 0:
                self._word[n] = owner[place]
        wanted = document.inside(*sheet.window)
        self.share = len(set(wanted) & set(self._word)) / len(wanted)

    def words(self, spans: Iterable[Span]) -> frozenset[int]:
        return frozenset(word for span in spans for word in self._word[span.start : span.end] if word >= 0)

    def characters(self, spans: Iterable[Span]) -> tuple[tuple[int, int], ...]:
        touched = [sorted(self.words([span])) for span in spans]
        return tuple((self._words[words[0]][0], self._words[words[-1]][1]) for words in touched if words)


def guesses(sheet: Sheet, found: Marks, text: str, placing: Placing) -> list[Guess]:
    """The program's statements whose content starts inside the window."""
    made: list[Guess] = []
    for statement in found.statements:
        words = placing.words(statement.content)
        if not words or not sheet.window[0] <= sheet.document.words[min(words)][0] < sheet.window[1]:
            continue
        made.append(guess(statement, words, found, text, placing))
    return made


def guess(statement: StatementMark, words: frozenset[int], found: Marks, text: str, placing: Placing) -> Guess:
    def named(parties: Iterable[Party]) -> tuple[Named, ...]:
        return tuple(party_name(party, found, text) for party in parties)

    return Guess(
        placing.characters(statement.content),
        words,
        named(statement.speakers),
        named(statement.targets),
        statement.act,
        statement.within is not None,
        " … ".join(" ".join(span.of(text).split()) for span in statement.cue),
    )


def party_name(party: Party, found: Marks, text: str) -> Named:
    if party.figure is None:
        return Named((party.name or party.span.of(text),))
    figure = found.figures[party.figure]
    return Named((figure.name, *figure.names), figure.key, figure.kind is ActorKind.PERSON)


def tallied(sheet: Sheet, made: Sequence[Guess], names: Names) -> Tally:
    document = sheet.document
    tally = Tally()
    sentences = numbered(document, sheet.window)

    def place(content: Sequence[tuple[int, int]]) -> str:
        number = next((n for n, s in enumerate(sentences, start=1) if content[0][0] < s.end), 0)
        return f"{sheet.name} [{number}]"

    pairs = paired([(one.words, not one.within) for one in made], sheet.statements)
    counting = [truth for truth in sheet.statements if truth.counts]
    wrong = [one for n, one in enumerate(made) if not one.within and n not in {pair[0] for pair in pairs}]
    found = [(made[n], sheet.statements[m]) for n, m, _ in pairs if sheet.statements[m].counts]
    lines: list[tuple[int, str]] = []
    for one, truth in found:
        speakers = any(names.same_sets(one.speakers, wanted) for wanted in truth.speakers)
        act = one.act in truth.acts
        targeted = bool(one.targets or truth.targets[0])
        targets = any(names.same_sets(one.targets, wanted) for wanted in truth.targets)
        tally.speakers += speakers
        tally.act += act
        tally.targeted += targeted
        tally.targets += targeted and targets
        tally.complete += speakers and act and (targets or not targeted)
        said = f"{place(truth.content)} {truth.id} <{one.cue or '–'}> {shown(truth.content, document)}"
        for fine, what, has, wanted in (
            (speakers, "speakers", told(one.speakers), alternatives(truth.speakers)),
            (act, "act", one.act, " or ".join(truth.acts)),
            (targets or not targeted, "targets", told(one.targets), alternatives(truth.targets)),
        ):
            if not fine:
                lines.append((truth.content[0][0], f"{what:<9} {said}\n    has {has}, not {wanted}"))
    matched = {truth.id for _, truth in found}
    for truth in counting:
        if truth.id not in matched:
            lines.append((truth.content[0][0], missed(truth, place(truth.content), made, sheet)))
    for one in wrong:
        who = f"{told(one.speakers)} | {one.act} <{one.cue or '–'}>"
        lines.append((one.content[0][0], f"false     {place(one.content)} {who} | {shown(one.content, document)}"))
    tally.key, tally.found = len(counting), len(found)
    tally.predicted = len(found) + len(wrong)
    tally.lines = [line for _, line in sorted(lines)]
    return tally


def missed(truth: Truth, place: str, made: Sequence[Guess], sheet: Sheet) -> str:
    """A line for a statement of the key that is not found, and one for what the program has of its words."""
    words = shown(truth.content, sheet.document)
    cue = shown(truth.cue, sheet.document)
    line = f"missed    {place} {truth.id} {', '.join(truth.speakers[0])} | {truth.acts[0]} <{cue}> | {words}"
    near = max(made, key=lambda one: len(one.words & truth.words), default=None)
    if near is None or not near.words & truth.words:
        return f"{line}\n    nothing of it"
    who = f"{told(near.speakers)} | {near.act} <{near.cue or '–'}>"
    return f"{line}\n    nearest: {who} | {shown(near.content, sheet.document)}"


def told(actors: Iterable[Named]) -> str:
    return ", ".join(actor.names[0] for actor in actors) or "nobody"


def alternatives(sets: Iterable[Iterable[str]]) -> str:
    return " or ".join(", ".join(names) or "nobody" for names in sets)


def share(part: float, whole: float) -> float:
    return part / whole if whole else float("nan")


def total(tallies: Iterable[Tally], what: str) -> int:
    return sum(int(getattr(tally, what)) for tally in tallies)


def ratio(part: str, whole: str) -> Callable[[Sequence[Tally]], float]:
    return lambda tallies: share(total(tallies, part), total(tallies, whole))


def f1_of(tallies: Sequence[Tally]) -> float:
    return share(2 * total(tallies, "found"), total(tallies, "predicted") + total(tallies, "key"))


MEASURES: dict[str, Callable[[Sequence[Tally]], float]] = {
    "precision": ratio("found", "predicted"),
    "recall": ratio("found", "key"),
    "F1": f1_of,
    "speakers": ratio("speakers", "found"),
    "act": ratio("act", "found"),
    "targets": ratio("targets", "targeted"),
    "all right": ratio("complete", "found"),
}


def interval(tallies: Sequence[Tally], measure: Callable[[Sequence[Tally]], float]) -> tuple[float, float]:
    """The middle 95 % of the measure over documents drawn with replacement."""
    dice = random.Random(1)
    values = [measure(dice.choices(tallies, k=len(tallies))) for _ in range(ROUNDS)]
    sound = sorted(value for value in values if value == value)
    if not sound:
        return float("nan"), float("nan")
    return sound[int(0.025 * len(sound))], sound[min(len(sound) - 1, int(0.975 * len(sound)))]


def percent(value: float) -> str:
    return f"{100 * value:.1f}" if value == value else "–"


def span_of(low: float, high: float) -> str:
    return f"{percent(low)}–{percent(high)}" if low == low else ""


def table(groups: dict[str, list[Tally]]) -> Iterator[str]:
    """A row of counts and shares for each class, and below it the intervals; a share is in percent."""
    yield f"{'':<9}{'documents':>10}{'key':>6}{'has':>6}{'found':>7}" + "".join(f"{m:>12}" for m in MEASURES)
    for group, tallies in groups.items():
        counts = f"{total(tallies, 'key'):>6}{total(tallies, 'predicted'):>6}{total(tallies, 'found'):>7}"
        yield f"{group:<9}{len(tallies):>10}{counts}" + "".join(
            f"{percent(measure(tallies)):>12}" for measure in MEASURES.values()
        )
        ends = [interval(tallies, measure) for measure in MEASURES.values()]
        yield " " * 38 + "".join(f"{span_of(low, high):>12}" for low, high in ends)


def scored(sheets: Iterable[Sheet], docs: Path) -> dict[str, list[Tally]]:
    """The tally of every document, by class."""
    lexicon, model = load_lexicon(), load_parser()
    names = Names(lexicon)
    groups: dict[str, list[Tally]] = {}
    for sheet in sheets:
        path = docs / sheet.document.file
        reading = read(path.read_bytes(), name=path.name, lexicon=lexicon)
        placing = Placing(reading.text, sheet)
        if placing.share < ENOUGH_LAID:
            print(f"{sheet.name}: only {placing.share:.1%} of the window's words are found in the program's text")
        made = guesses(sheet, mark(reading, lexicon, model), reading.text, placing)
        groups.setdefault(sheet.group, []).append(tallied(sheet, made, names))
    return {group: groups[group] for group in ("readout", "joint", "voice") if group in groups}


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--docs", type=Path, required=True, help="folder of the documents")
    parser.add_argument("--half", choices=["work", "locked"], required=True)
    parser.add_argument("--class", dest="group", choices=["readout", "joint", "voice"], help="this class alone")
    parser.add_argument("--misses", type=Path, help="where every miss is written, with its words")
    parser.add_argument("--key", type=Path, default=KEY, help="another key")
    asked = parser.parse_args(arguments)
    try:
        sheets = [s for s in read_key(asked.key, asked.docs) if s.half == asked.half]
    except (OSError, ValueError, BadKey) as error:
        print(error, file=sys.stderr)
        return 2
    sheets = [sheet for sheet in sheets if asked.group in (None, sheet.group)]
    if not sheets:
        print("no documents of this half and class in the key", file=sys.stderr)
        return 2
    groups = scored(sheets, asked.docs)
    if len(groups) > 1:
        groups["all"] = [tally for tallies in groups.values() for tally in tallies]
    print(*table(groups), sep="\n")
    if asked.misses:
        lines = [line for group, tallies in groups.items() if group != "all" for t in tallies for line in t.lines]
        asked.misses.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        print(f"{len(lines)} misses in {asked.misses.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
