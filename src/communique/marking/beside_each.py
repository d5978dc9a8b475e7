"""Who was at "their joint meeting", told after each of them by himself: all of them together."""

from __future__ import annotations

from collections.abc import Sequence

from communique.marking.passages import Passage
from communique.marking.told import GATHERINGS, Told

_THEIRS = frozenset(["their"])
_JOINT = frozenset(["joint", "trilateral"])


def with_each(passage: Passage, told: Told, before: Sequence[Told]) -> None:
    """ "A spoke separately with B and C. … since their joint meeting in May": A met with B and C."""
    if told.kind not in GATHERINGS or not told.people or not _is_joint(passage, told):
        return
    for one in reversed(before):
        n, first, last = one.sentences[-1]
        if n != passage.n or last > told.sentences[0][1] or not set(told.people) <= set(one.people):
            continue
        beside = [t for t in before if (n, first, last) in t.sentences and set(t.people) & set(told.people)]
        for other in beside if len(beside) > 1 else ():
            for figure, part in other.people.items():
                told.people.setdefault(figure, part)
        return


def _is_joint(passage: Passage, told: Told) -> bool:
    head = passage.token_at(passage.prose.at(told.spans[0].end - 1))
    children = {c.lower_ for c in head.children}
    return bool(children & _THEIRS) and bool(children & _JOINT)
