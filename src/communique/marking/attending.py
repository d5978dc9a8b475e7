"""Who takes part in an engagement, by the grammar of the word that tells of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from communique.lexicon import EngagementWord
from communique.marking.clauses import subject_of
from communique.marking.delegations import Delegations
from communique.marking.listed import listed_after, listed_before, named_together, officer_of
from communique.marking.officers import (
    bearer,
    by_surname,
    group_in_front,
    heads_a_title,
    is_another_officer,
    is_beside,
    is_of_a_body,
    is_of_officers,
    is_pointed_at,
    the_two,
    whose_officers,
)
from communique.marking.passages import Passage
from communique.marking.sequences import KIN
from communique.marking.told import Scene
from communique.marking.topics import with_whom
from communique.model.document import BlockKind
from communique.model.marks import ActorKind, Form, Participation

if TYPE_CHECKING:
    from spacy.tokens import Token

    from communique.marking.discourse import Resolved

People = dict[int, Participation]

_SITS = ("attend", "join", "chair", "co-chair", "host", "held", "hold", "conven", "open", "lead", "led")
_WITH = frozenset(("with", "between", "among", "of", "by", "and"))
_BESIDE = frozenset(["after", "before", "during", "following", "at", "in", "ahead"])  # "said after talks with X"
_TRAVEL = frozenset(
    (
        *(
            "travel",
            "travels",
            "travelled",
            "traveled",
            "travelling",
            "traveling",
            "fly",
            "flies",
            "flew",
            "go",
            "goes",
        ),
        *("went", "arrive", "arrives", "arrived", "leave", "leaves", "left", "come", "comes", "came", "return"),
        *("returns", "returned", "depart", "departs", "departed", "head", "heads", "headed"),
        *("is", "was", "are", "were", "be", "been"),
    )
)
LIGHT = frozenset(  # verbs that only carry an engagement noun
    [
        "chair",
        "chairs",
        "chaired",
        "chairing",
        "lead",
        "leads",
        "led",
        "attend",
        "attends",
        "attending",
        "hold",
        "held",
        "holds",
        "holding",
        "have",
        "has",
        "had",
        "pay",
        "paid",
        "pays",
        "paying",
        "make",
        "made",
        "makes",
        "making",
        "attend",
        "attended",
        "conclude",
        "concluded",
        "begin",
        "began",
        "start",
        "started",
        "open",
        "opened",
        "conduct",
        "conducted",
        "host",
        "hosted",
        "convene",
        "convened",
        "join",
        "joined",
        "take",
        "took",
        "finish",
        "finished",
        "complete",
        "completed",
    ]
)
_CHANGES = ("postpon", "cancel", "delay", "defer", "reschedul", "abandon", "scrap", "shorten", "cut", "put", "call")
_BODIES = (ActorKind.STATE, ActorKind.ORGANISATION)
_WHOLE = (ActorKind.PERSON, ActorKind.STATE, ActorKind.ORGANISATION, ActorKind.OFFICE)
_POSSESSIVE = re.compile(r"[’']s?(?!\w)")
JOINED = frozenset(["joined", "accompanied"])
_GROUPS = frozenset(["delegation", "delegations", "team", "officials", "representatives", "group", "staff", "they"])
_NAMED_AFTER = KIN | {"we"}  # "her husband X", "we, the leaders of the Lune Pact"
_PARTIES = frozenset(["delegation", "group", "team"])
_STATES = frozenset(["countries", "states", "nations", "governments", "sides", "parties", "allies", "partners", "they"])
_JOURNEYS = frozenset(["trip", "visit", "travel", "travels", "journey"])
_DUE = frozenset(["due", "set", "scheduled", "expected", "planned", "slated", "likely", "able", "ready"])


def by_verb(
    scene: Scene, passage: Passage, head: Token, at: int, length: int, word: EngagementWord, party: Delegations
) -> tuple[People, list[list[int]]]:
    """The people of "X met Y", and those whom one phrase names together."""
    people: People = {}
    together: list[list[int]] = []
    visit = word.kind == "visit"
    subject = group_in_front(head) or doer(head)
    if subject is not None:
        subject = _owner(scene, passage, subject)
    role = "guest" if visit else "host" if head.lower_.startswith("host") else "participant"
    if subject is not None:
        band = subject.lower_ == "delegation"
        own = [] if band else add(scene, people, passage, subject, role, alone=_is_of_another(passage, subject, head))
        if not own and subject.lower_ in _GROUPS:
            people |= party.of(role) if subject.lower_ in _PARTIES else {}
            if not people:
                return {}, []  # "the delegation met A": who met A is not told
            own = list(people)
        if not own and subject.lower_ == "i":
            return {}, []  # "I met A", of which nothing says who speaks
        where = any(c.lower_ == "where" and c.dep_ == "advmod" for c in head.children)
        if subject.lower_ == "they" and where and party.members.keys() & set(own):  # "to X, where they met A; to Y, …"
            people = party.of(role)
            own = list(people)
        if subject.lower_ == "they" and len(own) > 1 and set(own) < party.members.keys() and not party.several:
            people |= {f: p for f, p in party.of(role).items() if f not in people}
        own += _others_of_list(scene, people, passage, head, own, role)
        for clause in (*subject.children, *head.children):
            own += joined_by(scene, people, passage, clause, role)
        together.append(own)
    elif head.tag_ in ("VBD", "VBZ", "VBP"):
        together.append(_named_before(scene, people, passage, head, role))
    inside = range(at, at + length)
    for token in dict.fromkeys([head, *(passage.doc[i] for i in inside)]):
        for child in token.children:
            if child.i in inside:
                continue
            if child.dep_ == "dobj" and "object" in word.frames:
                together.append(add(scene, people, passage, child, "host" if visit else "participant"))
            if child.dep_ == "nsubjpass":  # "X was received by Y"
                together.append(add(scene, people, passage, child, "host" if visit else "participant"))
            if child.dep_ in ("prep", "agent", "dative") and child.lower_ in ("with", "to", "between", "by", "from"):
                if visit and child.lower_ != "with":
                    continue
                if word.weak and not with_whom(head):
                    continue
                for governed in governed_by(child):
                    if child.lower_ != "to" or f"prep:{child.lower_}" in word.frames:
                        together.append(add(scene, people, passage, governed, "participant"))
    last = passage.doc[at + length - 1]
    for governed in last.children:  # the phrase ends in its preposition: "held talks with"
        if governed.dep_ == "pobj" and governed.i not in inside and not visit:
            together.append(add(scene, people, passage, governed, "participant"))
    return people, together


def governed_by(preposition: Token) -> list[Token]:
    """Its objects; of "spoke with A to express …" the parser may make "with A expressing"."""
    clauses = (c for c in preposition.children if c.dep_ == "pcomp" and c.tag_[:1] == "V")
    ahead = [s for c in clauses for s in c.children if s.dep_ == "nsubj" and s.left_edge.i == preposition.i + 1]
    return [c for c in preposition.children if c.dep_ == "pobj"] + ahead


def by_noun(
    scene: Scene, passage: Passage, head: Token, verb: Token | None, *, visit: bool
) -> tuple[People, list[list[int]]]:
    """The people of "talks between X and Y", "X’s visit"; with "held talks" also the verb’s."""
    people: People = {}
    together: list[list[int]] = []
    guest = "guest" if visit else "participant"
    of_a_body = not visit and is_of_a_body(head)
    if is_beside(head):
        return {}, []
    for child in head.children:
        if child.dep_ == "poss" and not (child.tag_ == "PRP$" and head.lower_ == "summit"):
            owner = _owner(scene, passage, child)
            together.append(add(scene, people, passage, owner, guest, alone=owner.i != child.i))
        if child.dep_ in ("prep", "agent") and child.lower_ in _WITH:
            for governed in child.children:
                if governed.dep_ == "pobj" and not (of_a_body and child.lower_ == "of"):
                    together.append(
                        add(scene, people, passage, governed, guest if child.lower_ in ("by", "of") else "participant")
                    )
    if passage.block.kind is BlockKind.HEADING or passage.titular:
        together.append(_named_before(scene, people, passage, head, guest))  # "Readout of President A Meeting with B"
    preposition = head.head.lower_ if head.dep_ == "pobj" else ""
    complete = len(people) > 1 and any(c.dep_ == "poss" or c.lower_ == "between" for c in head.children)
    beside = (
        preposition in _BESIDE and (bool(people) or visit) and not complete and not of_a_body
    )  # not "after A’s talks with B, C said"
    calls_off = visit and verb is not None and head.dep_ == "dobj" and verb.lower_.startswith(_CHANGES)
    travels = verb is not None and verb.lower_ in _TRAVEL and preposition in ("for", "on")
    carried = verb is not None and verb.lower_ in LIGHT and not (visit and preposition == "for")  # "have X for a visit"
    carried = carried and not (of_a_body and verb is not None and not verb.lower_.startswith(_SITS))
    if verb is not None and (carried or beside or travels or calls_off):
        subject = doer(verb)
        if subject is not None and not (visit and verb.lower_.startswith("host")):
            own = add(scene, people, passage, subject, guest)
            together.append(own + _others_of_list(scene, people, passage, verb, own, guest))
        if not beside:
            together += add_with(scene, people, passage, verb)
    return people, together


def doer(verb: Token) -> Token | None:
    """Who is to do what the verb says; also over an adjective ("had been due to meet") and an invitation."""
    while (
        verb.dep_ == "conj" and verb.head.dep_ in ("acl", "advcl") and not any(c.dep_ == "nsubj" for c in verb.children)
    ):
        verb = verb.head  # "A’s trip to attend a summit and meet B": A
    head = verb.head
    if head.lower_ == "co" and head.i + 2 == verb.i:
        return subject_of(head, intended=True)  # "A co-chaired the talks": three words
    if verb.dep_ in ("acl", "advcl") and any(c.lower_ == "to" for c in verb.children):
        trips = [t for t in (head, *head.children) if t.dep_ in ("dobj", "pobj") and t.lower_ in _JOURNEYS]
        owner = next((c for trip in trips for c in trip.children if c.dep_ == "poss"), None)
        if owner is not None:
            return owner
    if verb.dep_ == "xcomp" and head.tag_[:1] == "J" and head.lower_ in _DUE:
        return subject_of(head.head, intended=True)
    if verb.dep_ in ("xcomp", "ccomp", "advcl") and head.lower_.startswith(("invit", "ask", "request", "urg")):
        asked = next((c for c in head.children if c.dep_ in ("dobj", "nsubjpass")), None)
        own = next((c for c in verb.children if c.dep_ == "nsubj"), None)
        return own or asked  # "A invited B to visit": B
    if verb.dep_ == "acl" and head.lower_ in ("invitation", "offer", "decision", "plan", "plans", "intention"):
        owner = next((c for c in head.children if c.dep_ == "poss"), None)
        carrying = head.head
        if head.lower_ == "invitation" and carrying.lower_.startswith(("accept", "receiv", "declin")):
            return subject_of(carrying, intended=True)
        if head.lower_ == "invitation":
            return None
        return owner or (subject_of(carrying, intended=True) if carrying.tag_[:1] == "V" else None)
    return subject_of(verb, intended=True)


def add_with(scene: Scene, people: People, passage: Passage, verb: Token) -> list[list[int]]:
    """Adds those "with" whom something is done; returns each phrase's."""
    return [
        add(scene, people, passage, governed, "participant")
        for child in verb.children
        if child.dep_ == "prep" and child.lower_ == "with"
        for governed in child.children
        if governed.dep_ == "pobj"
    ]


def add(scene: Scene, people: People, passage: Passage, token: Token, role: str, *, alone: bool = False) -> list[int]:
    """Puts those whom a noun phrase names among the people; returns them. With `alone` those beside them stay out."""
    added: list[int] = []
    heads = [token] if alone else [token, *(c for c in token.conjuncts if c.i > token.i)]
    heads += [a for one in heads if one.lower_ in _NAMED_AFTER for a in one.children if a.dep_ == "appos"]
    inside = [t for t in token.subtree if t.dep_ in ("nmod", "compound", "appos") and t.i < token.i]
    for one in (*inside, *heads):  # of "Minister A and Minister B" the parser may make one long name
        resolved = scene.discourse.at(passage.n, one.i)
        if one in inside and resolved is not None and _POSSESSIVE.match(passage.text, resolved.end):
            continue  # "President A’s adviser B": B
        if resolved is None:
            for both in the_two(scene, one):
                people.setdefault(both, Participation(both, role, passage.span(one.idx, one.idx + len(one.text))))
                added.append(both)
            figure = bearer(scene, passage, one) if one not in inside else None
            figure = by_surname(scene, one) if figure is None else figure
            nameless = figure is None and one not in inside  # "Harbour Council Vice Presidents A and B": A and B
            for meant in whose_officers(scene, passage, one) if nameless else (figure,) if figure is not None else ():
                people.setdefault(meant, Participation(meant, role, passage.span(one.idx, one.idx + len(one.text))))
                added.append(meant)
            continue
        if one in inside and not _one_person(scene, resolved):
            continue
        after = passage.text[resolved.end : resolved.end + 4]
        if resolved.form is Form.DESCRIPTION and (after in (" to ", " of ") or is_pointed_at(scene, one)):
            continue  # "the parties to the treaty": those of the treaty, not of this text
        if is_of_officers(scene, passage, resolved) or (heads_a_title(passage, resolved) and len(resolved.figures) > 1):
            continue
        bodies = all(scene.kind(figure) in _BODIES for figure in resolved.figures)
        if resolved.form is Form.DESCRIPTION and bodies and one.tag_ == "NNS" and one.lower_ not in _STATES:
            continue  # "the executives of the companies": nobody who is known
        officer = officer_of(scene, passage, resolved)
        if officer is None and is_another_officer(passage, one, resolved):
            continue
        if officer is not None:
            people.setdefault(officer.figure, Participation(officer.figure, role, officer.span))
            added.append(officer.figure)
            continue
        if not resolved.figures and resolved.form is Form.OFFICE:
            resolved = replace(resolved, figures=whose_officers(scene, passage, one))
        for figure in resolved.figures:
            if scene.kind(figure) in _WHOLE:
                people.setdefault(figure, Participation(figure, role, passage.span(resolved.start, resolved.end)))
                added.append(figure)
    if not alone:
        for figure, span in named_together(scene, passage, token):
            people.setdefault(figure, Participation(figure, role, span))
            added.append(figure)
    return added


def _others_of_list(
    scene: Scene, people: People, passage: Passage, verb: Token, own: list[int], role: str
) -> list[int]:
    """Adds the rest of the list with which a sentence begins, where the parser saw some of them as its subject."""
    listed = listed_before(scene, passage, verb) if own else []
    if not {figure for figure, _ in listed} & set(own):
        return []
    for figure, span in listed:
        people.setdefault(figure, Participation(figure, role, span))
    return [figure for figure, _ in listed if figure not in own]


def joined_by(scene: Scene, people: People, passage: Passage, clause: Token, role: str) -> list[int]:
    """ "A, joined by B and C, met D": B and C were with A."""
    if clause.lower_ not in JOINED or clause.tag_ != "VBN":
        return []
    agents = [c for c in clause.children if c.lower_ == "by"]
    added = [pair for agent in agents for pair in listed_after(scene, passage, agent.idx + len(agent.text), clause)]
    for figure, span in added:
        people.setdefault(figure, Participation(figure, role, span))
    return [figure for figure, _ in added]


def _named_before(scene: Scene, people: People, passage: Passage, verb: Token, role: str) -> list[int]:
    """The person whose name ends right before the verb, where the parser saw no subject in it."""
    for index, naming in enumerate(passage.namings):
        beside = naming.end <= verb.idx and passage.text[naming.end : verb.idx].strip(" ,") == ""
        if naming.kind is ActorKind.PERSON and beside:
            figure = scene.figures.of_naming[passage.n, index]
            people.setdefault(figure, Participation(figure, role, passage.span(naming.start, naming.end)))
            return [figure]
    return []


def partners(scene: Scene, passage: Passage, people: People, verb: Token) -> None:
    """A joint press conference of one who is named is held by all between whom the document's engagement is."""
    subject = subject_of(verb, intended=True)
    if subject is not None:
        add(scene, people, passage, subject, "participant")
    add_with(scene, people, passage, verb)
    principals = scene.issuers.principals
    if people and set(people) <= set(principals) and len(principals) == 2:
        part = next(iter(people.values()))
        for figure in principals:
            people.setdefault(figure, Participation(figure, "participant", part.span))


def _one_person(scene: Scene, resolved: Resolved) -> bool:
    return len(resolved.figures) == 1 and scene.is_person(resolved.figures[0])


def _owner(scene: Scene, passage: Passage, possessive: Token) -> Token:
    """ "He and B last met in July. His visit …": the one whom the sentence before called "he"."""
    if possessive.lower_ not in ("his", "her", "he", "she"):
        return possessive
    resolved = scene.discourse.at(passage.n, possessive.i)
    first, _ = passage.sentence_of(possessive.i)
    for start, end in [s for s in passage.sentences if s[1] <= first][-1:]:
        for token in passage.doc[start:end]:
            if token.dep_ == "nsubj" and token.lower_ in ("he", "she") and any(True for _ in _conjoined(token)):
                return token if resolved is not None else possessive
    return possessive


def _is_of_another(passage: Passage, subject: Token, verb: Token) -> bool:
    """True for a subject that stands in another sentence than its verb: "he", who was "he and B" there."""
    return passage.sentence_of(subject.i) != passage.sentence_of(verb.i)


def _conjoined(token: Token) -> Iterator[Token]:
    return (c for c in token.children if c.dep_ == "conj")
