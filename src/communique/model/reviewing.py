"""What makes a line worth a look: how weak its evidence is, and how much rests on it."""

from __future__ import annotations

from msgspec import Struct

from communique.model.spans import Evidence, Span

DOUBTS = {  # how much each speaks against taking a line as it is
    "nobody": 2,  # no figure of the text was found to be the speaker
    "open": 3,  # who, or which engagement, is meant is open between candidates
    "inferred": 3,  # the statement is nobody's words but inferred
    "undated": 3,
    "pronoun": 2,  # the speaker is a pronoun that was resolved
    "uncued": 2,  # the act is read off the words, without a verb that names it
    "differ": 2,  # its sources differ
    "alone": 2,  # an engagement of fewer than two
    "partial": 1,  # its document was read in part
    "reckoned": 1,  # its date is inferred
}
USES = {  # how much rests on it
    "part": 2,  # took part in an engagement
    "promised": 2,
    "demanded": 2,
    "position": 1,
    "cites": 1,
    "sources": 1,  # more than one
    "many_sources": 1,  # more than three
    "said": 1,  # a statement or more
    "much_said": 1,  # ten or more
}


class Case(Struct, frozen=True):
    """A line that nobody has looked at, and why to do so; `doubts` and `uses` name rows of the tables above."""

    kind: str  # statement, engagement, actor
    id: str
    document: str
    doubts: tuple[str, ...]
    uses: tuple[str, ...]
    told: str = ""  # the record's own words on it, where it has some

    @property
    def weight(self) -> int:
        """Weak evidence on much-used lines first: the sum of the doubts, once more for each point of use."""
        return sum(DOUBTS[d] for d in self.doubts) * (1 + sum(USES[u] for u in self.uses))


class Person(Struct, frozen=True):
    """Somebody whom words of a document name: who may be put into a line of that document."""

    span: Span
    words: str
    actor: str  # its id; that of the figure where it is not linked
    name: str
    kind: str


class Appearance(Struct, frozen=True):
    """An actor in one document: under which id, and the words that name it there first."""

    id: str
    name: str
    evidence: Evidence


class Telling(Struct, frozen=True):
    """An engagement as one document tells it: under which id, and the first words that do."""

    id: str
    evidence: Evidence
    roles: tuple[tuple[str, str], ...]  # who takes part: id of the actor, role


class Question(Struct, frozen=True):
    """What linking left open about one figure or one telling, with the candidates: id and name of each."""

    reason: str
    candidates: tuple[tuple[str, str], ...]
