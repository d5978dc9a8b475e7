"""The same statement in two documents: same, weaker, stronger or contradicting, with the reasons.

    beside = Beside(said, meanings)                  # the statements of all sources of one engagement
    found = beside.pairs("d-1", "d-2")               # (statement of the first, of the second, Correspondence)

Two statements correspond where they may have the same speakers (or speak for the same side), do not go against
different targets, and mean nearly the same: features of `meaning`, rare ones counting more, in the smaller of the two
and in both. What then decides between *same* and the rest is told from the words alone: acts and their force, modal
verbs, negation, numbers that count the same thing. A contradiction is claimed only where the rest is nearly equal.

One statement of a source may answer several of another: a sentence of a newspaper that covers two clauses. It is paired
with the one that it is most like, and with others only for what the first leaves unexplained.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from communique.linking.meaning import Meanings, Sense, Weights
from communique.model.comparison import Stance

ALIKE = 0.36  # likeness from which a statement answers several others
MUTUAL = 0.34  # … from which each of two may be what the other is most like
ENOUGH = (0.5, 0.48, 0.55)  # … below which two must share much that tells: where none, one or both of them are speech
MUCH = 3  # things that two must share there,
SAID_OF_IT = 2  # … words of what is said of a thing among them,
WORTH = 1.6  # … and what those words count together
TERSE = 3.0  # weight below which a written text is a formula: what it says of one who takes no part is enough
ALONE = 0.5  # … where only one of the two finds nothing better
NEARLY = 0.85  # … and it is nearly as like what the other finds best
SURE = 0.6  # … and from which they may contradict each other
TELLING = 2  # features that tell, others than light ones, which two must share
LITTLE = 0.25  # … one that tells little counting a quarter
REST = 0.3  # part of a statement that a second counterpart must explain beyond the first
BOTH = 0.35  # part of both that two must share where one of them is of two words
SHORT = 2.0  # weight below which a statement is too short to be held by another by chance
ELSEWHERE = 0.7  # what is left of the likeness of two that name different actors
AIMED = 0.85  # … and of two with different targets, where one of them only speaks of its target

NEGATIVE = {"concern": 1, "regret": 1, "criticise": 2, "accuse": 2, "oppose": 3, "condemn": 4}
POSITIVE = {"welcome": 1, "praise": 1, "thank": 1, "congratulate": 1, "recognise": 1, "support": 2}
DIRECTIVE = {"ask": 1, "propose": 1, "request": 1, "demand": 3}
COMMISSIVE = {"offer": 1, "commit": 2, "agree": 2}
DIRECTED = {*NEGATIVE, *POSITIVE, *DIRECTIVE} - {"concern", "regret"}  # done to somebody: to another, it is another
STRENGTH = {"weak": -1, "plain": 0, "strong": 1, "strongest": 2}
SCALES = (NEGATIVE, POSITIVE, DIRECTIVE, COMMISSIVE)
ANYTHING = {"agree", "reaffirm"}  # to agree on a demand, a hope or a fact is one word for it
TALKED = "discuss"  # to have talked of something is less than to have said anything about it
FIRM = {"will", "shall", "must", "pledge", "pledged", "vow", "vowed", "determined", "resolved", "committed"}
LOOSE = {
    *("may", "might", "could", "consider", "considering", "considered", "explore", "exploring", "explored"),
    *("hope", "hoped", "hopes", "seek", "intend", "intends", "intended", "aim", "aims", "aimed", "plan", "plans"),
}  # fmt: skip
WEAKEST = {"may", "might", "could", "consider", "considering", "considered", "explore", "exploring", "explored"}
TALK = {"discuss", "discussing", "discussed", "consult", "consulting", "talk", "talking"}
PLAINLY = {"said", "says", "say", "saying", "told", "tells", "added", "adding", "adds", "stated", "states", "stating"}
APART = -1000  # places of terms, which stand beside nothing
RELATIVE = {"that", "which", "who"}  # a modal verb after one of these tells of a thing and not of what is said
OPENING = 8  # words of a content in which its modal verb stands


class Said(Struct, frozen=True):
    """A statement as it is compared. `actors` are (start, end, id) of those named in `content`, counted in it."""

    id: str
    document: str
    parties: frozenset[str]  # ids and names of who speaks, for whom, and of their sides; empty where the text is silent
    act: str
    negated: bool
    strength: str
    content: str
    actors: tuple[tuple[int, int, str], ...] = ()
    targets: frozenset[str] = frozenset()
    issues: frozenset[str] = frozenset()
    terms: tuple[tuple[int, int], ...] = ()  # the words of `content` that tell the issues
    instruments: frozenset[str] = frozenset()
    cue: str = ""
    place: int = 0  # where it stands in its document
    spoken: bool = False  # in somebody's own words, as they were spoken


class Correspondence(Struct, frozen=True):
    """How the second of two statements stands to the first, and how alike they are (0 to 1)."""

    stance: Stance
    likeness: float
    why: tuple[str, ...]


def comparable(one: str, other: str) -> bool:
    """Whether one of two acts may be stronger than the other, or its opposite."""
    if one == other or any(one in scale and other in scale for scale in SCALES):
        return True
    return (one in NEGATIVE and other in POSITIVE) or (one in POSITIVE and other in NEGATIVE)


class _Read(Struct, frozen=True):
    """A statement's sense with what is asked of it again and again."""

    features: frozenset[str]
    weight: float
    named: frozenset[str]  # actors, others than those who take part
    topics: frozenset[str]  # words of issues' terms
    unit: Mapping[str, int]  # feature that tells → its place; the words of one term of an issue share theirs


class Beside:
    """Statements of several documents, ready to be compared. The order in which they come is irrelevant."""

    def __init__(self, said: Iterable[Said], meanings: Meanings, known: Iterable[str] = ()) -> None:
        """`known` are ids of actors who say little because they take part themselves."""
        self.said = {s.id: s for s in sorted(said, key=lambda s: (s.document, s.id))}
        self._known = frozenset(f"@{id_}" for id_ in known)
        self._light = meanings.light | self._known
        self.sense: dict[str, Sense] = {id_: meanings.of(s.content, s.actors) for id_, s in self.said.items()}
        topics = frozenset(f for id_, s in self.said.items() for f in _within(self.sense[id_], s.terms))
        passages: dict[str, list[frozenset[str]]] = {}
        for id_, s in self.said.items():
            passages.setdefault(s.document, []).append(self.sense[id_].features)
        self.weights = Weights(passages, self._light, topics)
        self._read = {id_: self._of(s, self.sense[id_]) for id_, s in self.said.items()}

    def _of(self, said: Said, sense: Sense) -> _Read:
        unit: dict[str, int] = {}
        for n, (feature, start, end) in enumerate(sense.order):
            term = next((at for at, (low, high) in enumerate(said.terms) if low <= start and end <= high), None)
            if self.tells(feature):
                unit.setdefault(feature, n if term is None else APART - term)
        named = frozenset(f for f in sense.features if f.startswith("@") and f not in self._known)
        topics = frozenset(_within(sense, said.terms))
        return _Read(sense.features, self.weights.sum(sense.features), named, topics, unit)

    def pairs(self, one: str, other: str) -> list[tuple[str, str, Correspondence]]:
        """The statements of two documents that correspond. `one` is the text that the other is measured by."""
        mine = [s for s in self.said.values() if s.document == one]
        theirs = [s for s in self.said.values() if s.document == other]
        likeness = {
            (a.id, b.id): found
            for a in mine
            for b in theirs
            if (found := self.likeness(a, b)) >= MUTUAL and self._enough(a, b, found)
        }
        best_of: dict[str, list[tuple[float, str]]] = defaultdict(list)
        for (a, b), found in likeness.items():
            best_of[a].append((-found, b))
            best_of[b].append((-found, a))
        for ranked in best_of.values():
            ranked.sort()
        kept = {(a, b) for a, b in likeness if best_of[a][0][1] == b and best_of[b][0][1] == a}
        for s in theirs:
            for a in self._answers(s.id, [a for found, a in best_of.get(s.id, []) if -found >= ALIKE]):
                kept.add((a, s.id))
        for s in mine:
            open_ = [b for found, b in best_of.get(s.id, []) if found <= NEARLY * best_of[b][0][0]]
            for b in self._answers(s.id, open_):
                if likeness[s.id, b] >= ALONE:
                    kept.add((s.id, b))
        return [(a, b, self.compare(self.said[a], self.said[b], likeness[a, b])) for a, b in sorted(kept)]

    def _answers(self, of: str, ranked: Sequence[str]) -> list[str]:
        """The first of those ranked, and others that explain what it leaves."""
        if not ranked:
            return []
        left = self.sense[of].features - self.sense[ranked[0]].features
        found = [ranked[0]]
        every = self.weights.sum(self.sense[of].features)
        for other in ranked[1:]:
            explained = left & self.sense[other].features
            telling = [f for f in explained if self.tells(f)]
            if len(telling) >= TELLING and self.weights.sum(explained) >= REST * every:
                found.append(other)
                left -= explained
        return found

    def tells(self, feature: str) -> bool:
        """False for words that tell little, and for those who take part."""
        return feature not in self._light

    def _enough(self, one: Said, other: Said, likeness: float) -> bool:
        """Whether two share enough to be one statement: the less alike they are, the more must tell."""
        if likeness >= ENOUGH[one.spoken + other.spoken]:
            return True
        shared, told = self._shared(one, other)
        saying = [f for f in self._saying(one, other, shared) if self.tells(f)]
        here, there = self._read[one.id], self._read[other.id]
        terse = not one.spoken and not other.spoken and min(here.weight, there.weight) < TERSE
        if terse and saying and here.named & shared:
            return True
        return told >= MUCH and len(saying) >= SAID_OF_IT and self.weights.sum(saying) >= WORTH

    def _shared(self, one: Said, other: Said) -> tuple[frozenset[str], int]:
        """What two share, and how many things that is."""
        here, there = self._read[one.id], self._read[other.id]
        shared = here.features & there.features
        return shared, min(_units(read.unit, shared) for read in (here, there))

    def _saying(self, one: Said, other: Said, shared: Iterable[str]) -> list[str]:
        """What of it is said of a thing: neither actors nor words of an issue in both."""
        here, there = self._read[one.id].topics, self._read[other.id].topics
        return [f for f in shared if not f.startswith("@") and not (f in here and f in there)]

    def likeness(self, one: Said, other: Said) -> float:
        """How nearly two statements mean the same, between 0 and 1; 0 where they cannot be one."""
        if one.parties and other.parties and not one.parties & other.parties:
            return 0.0
        elsewhere = bool(one.targets and other.targets and not one.targets & other.targets)
        if elsewhere and one.act in DIRECTED and other.act in DIRECTED:
            return 0.0
        return self.nearness(one, other) * (AIMED if elsewhere else 1.0)

    def nearness(self, one: Said, other: Said) -> float:
        """The same, whoever says it and to whom."""
        here, there = self._read[one.id], self._read[other.id]
        shared, told = self._shared(one, other)
        if not told or told + LITTLE * sum(feature in self._light for feature in shared) < TELLING:
            return 0.0
        saying = self._saying(one, other, shared)
        if not any(map(self.tells, saying)) and len(saying) < TELLING:
            return 0.0  # about the same thing, and another thing of it
        common = self.weights.sum(shared)
        both = self.overlap(one, other)
        if both < BOTH and min(len(set(read.unit.values())) for read in (here, there)) <= TELLING:
            return 0.0
        found = 0.5 * common / max(min(here.weight, there.weight), SHORT) + 0.5 * both
        if here.named and there.named and not here.named & there.named:
            found *= ELSEWHERE
        if one.issues and other.issues:
            found += 0.05 if one.issues & other.issues else -0.05
        found += 0.1 if one.instruments & other.instruments else 0.0
        return min(1.0, found * self._acts(one, other))

    def overlap(self, one: Said, other: Said) -> float:
        """The part of both together that is in both, between 0 and 1: little where one is but a clause of the other."""
        here, there = self._read[one.id], self._read[other.id]
        every = here.weight + there.weight
        return 2 * self.weights.sum(here.features & there.features) / every if every else 0.0

    def held(self, one: Said, other: Said) -> float:
        """The part of the first that the second has too, between 0 and 1."""
        here, there = self._read[one.id], self._read[other.id]
        return self.weights.sum(here.features & there.features) / here.weight if here.weight else 0.0

    @staticmethod
    def _acts(one: Said, other: Said) -> float:
        """Less than 1 where the two do different things by speaking."""
        if one.act == other.act:
            return 1.0
        if any(one.act in scale and other.act in scale for scale in SCALES):
            return 1.0
        for scale, against in ((NEGATIVE, POSITIVE), (POSITIVE, NEGATIVE)):
            if one.act in scale and other.act in against and one.negated == other.negated:
                return 0.7
        return 1.0 if {one.act, other.act} & ANYTHING else 0.92

    def compare(self, one: Said, other: Said, likeness: float) -> Correspondence:
        """How the other statement stands to the first."""
        denial = self._denied(one, other) if likeness >= SURE else ""
        if denial:
            return Correspondence(Stance.CONTRADICTS, likeness, (denial,))
        why: list[str] = []
        force, reason = _force(one, other)
        if reason:
            why.append(reason)
        if not force:
            force, reason = _modality(one, other)
            if reason:
                why.append(reason)
        if not why and one.act != other.act:
            why.append(f"“{one.act}” in the one, “{other.act}” in the other")
        stance = Stance.STRONGER if force > 0 else Stance.WEAKER if force < 0 else Stance.CARRIES
        return Correspondence(stance, likeness, tuple(why))

    def _denied(self, one: Said, other: Said) -> str:
        """Why the two contradict each other; empty where they do not."""
        here, there = self.sense[one.id], self.sense[other.id]
        for feature in sorted(here.counted.keys() & there.counted.keys()):
            if not here.counted[feature] & there.counted[feature]:
                values = (", ".join(sorted(sense.counted[feature])) for sense in (here, there))
                return "the numbers differ: {} and {}".format(*values)
        opposite = (one.act in NEGATIVE and other.act in POSITIVE) or (one.act in POSITIVE and other.act in NEGATIVE)
        same_scale = any(one.act in scale and other.act in scale for scale in SCALES) or one.act == other.act
        if opposite and one.negated == other.negated:
            return f"“{one.act}” in the one, “{other.act}” in the other"
        if same_scale and one.negated != other.negated:
            return "denied in one of them"
        if (one.act in NEGATIVE) != (other.act in NEGATIVE):
            return ""  # to oppose a closure is to demand that nothing be closed
        denied = {f for f in (here.denied ^ there.denied) if f in here.features and f in there.features}
        telling = {f for f in denied if self.tells(f)}
        if telling and not (here.denied and there.denied) and one.negated == other.negated:
            return "denied in one of them"
        return ""


def _units(places: Mapping[str, int], shared: frozenset[str]) -> int:
    """How many things two statements share: actors, and of words that stand side by side two as one ("status quo")."""
    at = sorted({places[f] for f in shared if f in places and not f.startswith("@")})
    count = run = 0
    for n, place in enumerate(at):
        run = run + 1 if n and place >= 0 and place == at[n - 1] + 1 else 1
        count += run % 2
    return count + sum(f.startswith("@") and f in places for f in shared)


def _force(one: Said, other: Said) -> tuple[int, str]:
    """Below 0 where the other act is weaker, above where it is stronger; the acts in words."""
    told = f"“{_act(one)}” in the one, “{_act(other)}” in the other"
    talked, also = _talked(one), _talked(other)
    if talked != also:
        return (1, told) if talked else (-1, told)
    if talked:
        return 0, ""
    for scale in SCALES:
        if one.act in scale and other.act in scale:
            a = 2 * scale[one.act] + STRENGTH[one.strength]
            b = 2 * scale[other.act] + STRENGTH[other.strength]
            return (b > a) - (b < a), told if a != b else ""
    return 0, ""


def _talked(said: Said) -> bool:
    """Whether it only tells that something was or will be talked about: "we will discuss …"."""
    opening = {word.strip(",;:") for word in said.content.lower().split()[:OPENING]}
    return said.act == TALKED or bool(opening & TALK)


def _act(said: Said) -> str:
    """The words that do it, where they do; else what is done."""
    strength = "" if said.strength == "plain" else f" ({said.strength})"
    own = bool(said.cue) and said.cue.split()[-1].lower() not in PLAINLY
    return (" ".join(said.cue.split()) if own else said.act) + strength


def _within(sense: Sense, terms: Sequence[tuple[int, int]]) -> list[str]:
    return [f for f, start, end in sense.order if any(low <= start and end <= high for low, high in terms)]


def _modality(one: Said, other: Said) -> tuple[int, str]:
    """Whether one says that something will be done, and the other that it might."""
    if any(said.act in scale for said in (one, other) for scale in (NEGATIVE, POSITIVE, DIRECTIVE)):
        return 0, ""
    here, there = _modal(one), _modal(other)
    if not here or not there or here[0] == there[0]:
        return 0, ""
    step = -1 if there[0] < here[0] else 1
    return step, f"“{here[1]}” in the one, “{there[1]}” in the other"


def _modal(said: Said) -> tuple[int, str] | None:
    """How firm the first modal word of a content is, clauses that only describe aside: 0 might, 1 would, 2 will."""
    before = ""
    for word in said.content.lower().split()[:OPENING]:
        word = word.strip(',;:“”"')
        force = 0 if word in WEAKEST else 2 if word in FIRM else 1 if word in LOOSE else None
        if force is not None and before not in RELATIVE:
            return force, word
        before = word
    return None
