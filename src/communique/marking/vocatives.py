"""Vocatives: whom "you" means in somebody's own words: "Thank you, Prime Minister, for coming"."""

from __future__ import annotations

import re

from communique.marking.discourse import Discourse, Resolved
from communique.marking.drafts import Draft
from communique.marking.owners import Found
from communique.model.marks import ActorKind, Form

_DONE_TO = ("thank", "congratulate", "condole", "praise", "welcome")
_YOU = re.compile(r"\byou(?:r|rs)?\b", re.I)
# matches: all of you  –  you all  –  everyone here
_ALL = re.compile(
    r"\b(?:(?:all|each|each and every one|every one|both) of you|you (?:all|both|guys)|everyone|everybody)\b", re.I
)
_THEIRS = re.compile(r"(?:their|his|her|its)\b", re.I)
_LOSS = re.compile(
    r"(?:the )?(?:tragic |sudden |untimely )*(?:loss|death|passing|killing|assassination|murder)\b", re.I
)
_NEAR = 5  # words of the content among which "you" stands: "see you again"
# matches: Ada, I  –  So, Ada Bole, your
_CALL = re.compile(
    r"(?:(?<=^)|(?<=[.!?] )|(?<=: ))(?:(?:And|So|But|Well|Now),? )?"
    r"(?P<who>[A-Z][\w’-]+(?: [A-Z][\w’-]+){0,2}), (?=(?:I|you|your|we|thank)\b)"
)
_SET_OFF = (",", ".", "!", "?", ":", "—", "–", ";")


class Vocatives:
    """Who is spoken to in somebody's own words, by the name or office with which he or she is called."""

    def __init__(self, discourse: Discourse) -> None:
        self._discourse = discourse

    def meant_by(self, draft: Draft, speaking: frozenset[int]) -> tuple[Found, ...] | None:
        """Those whom a "you" of an act done to somebody means; None where it says no "you" or nobody is heard."""
        if draft.act not in _DONE_TO or not self._is_own(draft):
            return None
        said = self._said(draft)
        everyone = _ALL.search(said)
        if everyone is not None:
            start = self._start(draft) + everyone.start()
            return (self._found(draft, start, start + len(everyone[0]), (), "who are spoken to together"),)
        if draft.act == "condole" and _LOSS.match(self._content(draft)) is not None:
            called = self._called(draft, speaking)
            return (called,) if called is not None else ()  # whom they mourn is not whom they console
        if _YOU.search(said) is None:
            return () if _THEIRS.match(self._content(draft)) is not None else None
        called = self._called(draft, speaking)
        if called is not None:
            return (called,)
        stranger = self._stranger(draft)
        if stranger is not None:
            return (stranger,)
        others = self._others(speaking)
        at = self._start(draft) + next(m.start() for m in _YOU.finditer(said))
        return (self._found(draft, at, at + 3, others, "the other of the two who speak"),) if others else ()

    def may_be_meant(self, draft: Draft) -> bool:
        """False for what is done to others than the one spoken to: "I thank them for their support"."""
        return not self._is_own(draft) or _THEIRS.match(self._content(draft)) is None

    def _is_own(self, draft: Draft) -> bool:
        return draft.passage.n in self._discourse.own_voice and draft.passage.quote_at(self._start(draft)) is None

    def _start(self, draft: Draft) -> int:
        return min((s for s, _ in (*draft.cue_ranges, *(r for p, r in draft.content if p is draft.passage))), default=0)

    def _content(self, draft: Draft) -> str:
        passage, (start, end) = draft.content[0]
        return passage.text[start:end]

    def _said(self, draft: Draft) -> str:
        """The words from the cue on, up to the first ones of its content."""
        here = [r for p, r in draft.content if p is draft.passage]
        text, start = draft.passage.text, self._start(draft)
        if not here:
            return text[start : draft.cue_ranges[-1][1]] if draft.cue_ranges else ""
        first, last = here[0][0], here[-1][1]
        words = text[first:last].split(" ")[:_NEAR]
        return text[start : max(first + len(" ".join(words)), start)]

    def _called(self, draft: Draft, speaking: frozenset[int]) -> Found | None:
        """The name or office between marks that stands nearest to the cue: "And, Prime Minister, I thank you"."""
        passage, start = draft.passage, self._start(draft)
        found: list[tuple[int, Resolved]] = []
        for resolved in self._discourse.all_in(passage.n):
            people = [f for f in resolved.figures if self._discourse.figures.sketches[f].kind is ActorKind.PERSON]
            if len(people) != 1 or set(people) <= speaking or resolved.form not in (Form.NAME, Form.OFFICE):
                continue
            ahead = passage.text[passage.label_end : resolved.start].rstrip()
            behind = passage.text[resolved.end :].lstrip()
            bare = re.sub(r"(?:\b(?:and|well|so|but|mr|madam|mister|dear)\.?)$", "", ahead, flags=re.I).rstrip()
            if (not bare or bare[-1] in _SET_OFF) and behind[:1] in _SET_OFF and resolved.start <= start + 60:
                found.append((abs(resolved.start - start), resolved))
        if not found:
            return None
        nearest = min(found, key=lambda f: f[0])[1]
        return Found(nearest, "who is called")

    def _stranger(self, draft: Draft) -> Found | None:
        """Who is called by a name that says nothing else of him or her: "Ada, I want to thank you"."""
        passage = draft.passage
        calls = list(_CALL.finditer(passage.text, passage.label_end, self._start(draft) + 1))
        for call in reversed(calls):
            token = passage.token_at(call.start("who"))
            words = [t for t in passage.doc[token.i : token.i + 3] if t.idx < call.end("who")]
            if all(t.tag_ == "NNP" and t.i not in passage.covering for t in words):
                return self._found(draft, call.start("who"), call.end("who"), (), "who is called")
        return None

    def _others(self, speaking: frozenset[int]) -> tuple[int, ...]:
        voices = {f for figures in self._discourse.own_voice.values() for f in figures}
        return tuple(voices - speaking) if len(voices) == 2 and len(voices - speaking) == 1 else ()

    def _found(self, draft: Draft, start: int, end: int, figures: tuple[int, ...], relation: str) -> Found:
        token = draft.passage.token_at(start)
        return Found(Resolved(draft.passage.n, token.i, start, end, figures, Form.PRONOUN, False, relation), relation)
