"""Joint texts: every sentence of an agreed text is said once, and by all who issued it.

"X intends to reform its courts" in a statement of X and Y is said by both, as a report of what X "emphasized" is not.
A cue in a subordinate clause ("…, as we seek to grow") does not take its sentence apart; the last content of a
sentence goes on to its end; an item under any stem is a statement. Who met whom and who joined them is narration.
"""

from __future__ import annotations

from collections.abc import Sequence

from communique.lexicon import Lexicon
from communique.marking.cues import hits_of
from communique.marking.discourse import Discourse
from communique.marking.drafts import Draft, Range, trim, will
from communique.marking.passages import Passage
from communique.marking.subjects import SUBJECTS, continued, has_to
from communique.marking.unattributed import modal_of
from communique.model.document import BlockKind
from communique.model.marks import ActorKind, Party

_DEEDS = ("commit", "support", "offer", "announce", "discuss", "establish", "adopt", "appoint", "designate", "request")
_TELLING = ("reaffirm", "commit", "support", "condemn", "oppose", "welcome", "concern", "agree", "demand")
_PLANNED = ("discuss", "welcome", "note", "propose", "establish", "adopt", "appoint", "designate", "announce")
_TOLD = ("that", "quote")  # frames of a cue that reports what one party said
_HOLDING = frozenset(("convened", "met", "hosted", "chaired", "gathered", "co-chaired", "cochaired"))
_JOINED = frozenset(("joined", "attended", "accompanied", "hosted", "chaired", "moderated", "received"))
_MAKING = frozenset(("paid", "made", "conducted", "held", "undertook", "concluded"))
_MEETINGS = frozenset(("visit", "meeting", "meetings", "call", "trip"))
_LINKS = ("conj", "xcomp", "ccomp", "parataxis", "acomp", "attr", "dobj", "oprd")
_ASIDES = frozenset(("take into account", "bear in mind", "keep in mind"))
_SHORTEST = 3  # words of an item


def settled(drafts: list[Draft], lexicon: Lexicon, discourse: Discourse, joint: tuple[int, ...]) -> list[Draft]:
    """The drafts with a cue of a joint text, before its other sentences are added."""
    anchors = {(d.passage.n, d.anchor) for d in drafts if d.cue_ranges}
    kept = [d for d in drafts if not d.cue_ranges or not _is_beside(d, anchors, lexicon)]
    kept = [d for d in kept if not _is_holding(d)]
    for draft in kept:
        if len(joint) > 1 and _is_deed(draft, lexicon) and not _reports(draft) and not _by_person(draft, discourse):
            _give(draft, joint)
        _settle(draft, lexicon)
    _extend(kept)
    return [*kept, *_behind_openings(kept, lexicon, joint)]


def _behind_openings(drafts: Sequence[Draft], lexicon: Lexicon, joint: tuple[int, ...]) -> list[Draft]:
    """ "Recognizing A, we embark on B": the main clause says something too, with a cue or without."""
    found: list[Draft] = []
    for draft in drafts:
        anchor = draft.passage.doc[draft.anchor]
        if not _opens(draft) or not draft.content:
            continue
        passage, (start, _) = draft.content[0]
        inside = list(anchor.subtree)
        sentence = next((r for r in _sentences(passage) if r[0] <= start < r[1]), None)
        if sentence is None or any(
            _starts_in(d, passage, inside[-1].idx, sentence[1]) for d in drafts if d is not draft
        ):
            continue
        behind = trim(passage, inside[-1].idx + len(inside[-1].text), sentence[1])
        said = trim(passage, start, inside[-1].idx + len(inside[-1].text))
        if behind is None or said is None or start >= behind[0]:
            continue
        draft.content = [(passage, said)]
        act, strength, by = modal_of(anchor.head, lexicon)
        parties = tuple(Party(f, passage.span(*behind)) for f in joint) or draft.parties
        why = ["a main clause of the joint text without a cue: its issuers say it", *([f"act: “{by}”"] if by else [])]
        first = passage.token_at(behind[0]).i
        found.append(
            Draft(passage, None, first, [], None, parties, (), [(passage, behind)], act=act, strength=strength, why=why)
        )
    return found


def _opens(draft: Draft) -> bool:
    """True for a gerund in front of the clause that it belongs to."""
    anchor = draft.passage.doc[draft.anchor]
    return (
        bool(draft.cue_ranges)
        and anchor.tag_ == "VBG"
        and anchor.dep_ == "advcl"
        and anchor.head.i > anchor.i
        and anchor.head.tag_[:1] == "V"
        and any(c.dep_ in SUBJECTS and c.i > anchor.i for c in anchor.head.children)
    )


def _give(draft: Draft, joint: tuple[int, ...]) -> None:
    span = draft.spans[0] if draft.source is None else draft.passage.span(*draft.source)
    if {p.figure for p in draft.parties} != set(joint):
        draft.parties = tuple(Party(figure, span) for figure in joint)
        draft.behalf = ()
        draft.why.append("source: what one party does is told by all who issue the text")


def _settle(draft: Draft, lexicon: Lexicon) -> None:
    """ "We will discuss" commits, "have signed" announces."""
    anchor = draft.passage.doc[draft.anchor]
    if draft.cue is None or not draft.cue_ranges or _reports(draft):
        return
    told = anchor.tag_ in ("VBD", "VBN")
    planned = draft.act in _PLANNED or (draft.act == "support" and draft.cue.lemma in lexicon.deeds)
    modal = will(anchor) or (will(anchor.head) if anchor.dep_ == "xcomp" else None)
    if planned and modal is not None:
        act, by = "commit", modal.text
    elif told and draft.cue.family == "declarative":
        act, by = "announce", anchor.text
    elif told and draft.act == "offer":
        act, by = "assert", anchor.text
    else:
        return
    draft.act = act
    draft.why.append(f"act: “{by}” ({act})")


def _is_deed(draft: Draft, lexicon: Lexicon) -> bool:
    """What a party does or means to do, and not what it says."""
    if draft.cue is None:
        return False
    return draft.act in _DEEDS or draft.cue.lemma in lexicon.deeds


def _by_person(draft: Draft, discourse: Discourse) -> bool:
    """ "The President undertook to visit X": what one person says, and no clause of the text."""
    figures = [p.figure for p in draft.parties]
    return len(figures) == 1 and any(
        discourse.figures.sketches[f].kind is ActorKind.PERSON for f in figures if f is not None
    )


def _reports(draft: Draft) -> bool:
    return draft.frame in _TOLD


def _is_beside(draft: Draft, anchors: set[tuple[int, int]], lexicon: Lexicon) -> bool:
    """True for a cue that its sentence can do without: in a subordinate clause, or a further deed of its verb."""
    if draft.cue is not None and draft.cue.lemma in _ASIDES and draft.passage.doc[draft.anchor].tag_ == "VBG":
        return True  # "…, taking into account X"
    if _reports(draft) or draft.cue is None:
        return False
    token = draft.passage.doc[draft.anchor]
    deed = _is_deed(draft, lexicon) or will(token) is not None
    if any(c.dep_ in SUBJECTS for c in token.children) and token.dep_ == "ROOT":
        return False
    while token.head.i != token.i:
        known = (draft.passage.n, token.head.i) in anchors
        if continued(token) is not None:
            return draft.cue.family == "declarative"
        own = any(c.dep_ in SUBJECTS for c in token.children)
        if token.dep_ == "conj" and deed and not own and not known and token.head.tag_[:1] in "VM":
            return True  # "has helped X and plans to help Y": one deed of the sentence among others
        if token.dep_ not in _LINKS:
            return deed and not (token.dep_ == "advcl" and token.tag_ == "VBG" and "that" in draft.cue.frames)
        if has_to(token) and token.i != draft.anchor and not known and deed:
            return True  # "will work to create A and support B"
        token = token.head
    return False


def _is_holding(draft: Draft) -> bool:
    """ "X and Y convened a meeting": narration."""
    anchor = draft.passage.doc[draft.anchor]
    if not draft.cue_ranges or anchor.tag_ != "VBD":
        return False
    held = draft.cue is not None and draft.cue.lemma.startswith("hold ") and draft.content
    ahead = draft.passage.text[: draft.content[0][1][0]].split()[-1:] if held else []
    return anchor.lower_ in _HOLDING or ahead in (["at"], ["in"])  # "held talks at the Ministry"


def is_narrated(draft: Draft, discourse: Discourse) -> bool:
    """A sentence without a cue that only tells who met or who joined them."""
    if draft.cue_ranges or draft.cue is not None:
        return False
    passage, (start, end) = draft.content[0]
    root = next((t for t in passage.doc if start <= t.idx < end and t.dep_ == "ROOT"), None)
    if root is None or root.tag_ not in ("VBD", "VBN"):
        return False
    subject = next((c for c in root.children if c.dep_ in SUBJECTS), None)
    known = discourse.at(passage.n, subject.i) if subject is not None else None
    if known is None or (subject is not None and subject.lower_ == "we"):
        return False
    passive = any(c.dep_ == "auxpass" for c in root.children)
    thing = next((c for c in root.children if c.dep_ == "dobj"), None)
    if not passive and thing is not None and root.lower_ in _MAKING:
        return thing.lower_ in _MEETINGS  # "paid a working visit to X"
    return root.lower_ in _JOINED if passive else root.lower_ in _HOLDING


def settle_own(draft: Draft, lexicon: Lexicon) -> None:
    """ "Our work remains committed to X", "Their programmes support Y": a sentence whose subject nobody could find has
    the act of its verb all the same."""
    passage, (start, end) = draft.content[0]
    root = next((t for t in passage.doc if start <= t.idx < end and t.dep_ == "ROOT"), None)
    if root is None or draft.act != "assert":
        return
    if any((c.dep_ == "aux" and c.tag_ == "MD") or c.dep_ in ("auxpass", "neg") for c in root.children):
        return
    beside = {root.i, *(c.i for c in root.children if c.dep_ in ("acomp", "attr"))}
    for hits in hits_of(passage, lexicon):
        hit = next((h for h in hits if h.anchor in beside and h.cue.pos in ("verb", "phrase", "adjective")), None)
        past = root.tag_ in ("VBD", "VBN") and root.i in beside and hit is not None and hit.anchor == root.i
        if past and hit is not None and hit.cue.act in ("commit", "support"):
            return  # "We worked together to build X": told as done
        if hit is not None and hit.cue.act in _TELLING and hit.cue.lemma not in (*lexicon.deeds, "bound", "set"):
            draft.act = hit.cue.act
            words = " ".join(passage.doc[i].text for i in hit.tokens)
            draft.why.append(f"act: “{words}” ({hit.cue.act})")
            return


def _extend(drafts: Sequence[Draft]) -> None:
    """Let the last content of a sentence go on to the sentence's end."""
    for draft in drafts:
        if not draft.cue_ranges or draft.frame == "quote" or not draft.content or draft.quotes:
            continue
        passage, (start, end) = draft.content[-1]
        sentence = next(
            (r for r in _sentences(passage) if r[0] <= start < r[1] and r[0] <= draft.cue_ranges[0][0] < r[1]), None
        )
        if sentence is None or end >= sentence[1] or end <= draft.cue_ranges[0][0]:
            continue
        if any(_starts_in(d, passage, end, sentence[1]) for d in drafts if d is not draft):
            continue
        if (whole := trim(passage, start, sentence[1])) is not None:
            draft.content[-1] = (passage, whole)


def _starts_in(draft: Draft, passage: Passage, start: int, end: int) -> bool:
    begun = [*draft.cue_ranges, *([draft.source] if draft.source is not None else [])]
    return draft.passage is passage and any(start <= s < end for s, _ in begun)


def _sentences(passage: Passage) -> list[Range]:
    """The sentences as characters, without the marks at their ends."""
    found: list[Range] = []
    for first, last in passage.sentences:
        while last - 1 > first and passage.doc[last - 1].text in (".", "!", "?", ";"):
            last -= 1
        found.append((passage.doc[first].idx, passage.doc[last - 1].idx + len(passage.doc[last - 1].text)))
    return found


def items(passages: Sequence[Passage], found: Sequence[Draft], lexicon: Lexicon, joint: tuple[int, ...]) -> list[Draft]:
    """Items of lists of which nothing was found: those who issue the text say them, and the stem's modal tells how."""
    made: list[Draft] = []
    stem: Passage | None = None
    for passage in passages:
        if passage.block.kind is not BlockKind.ITEM:
            stem = passage if passage.text.rstrip().endswith(":") and not passage.titular else None
            continue
        if stem is None or passage.text.rstrip().endswith(":") or not passage.sentences:
            continue
        if any(_starts_in(d, passage, 0, _sentences(passage)[0][1]) or d.covers(passage, 0) for d in found):
            continue
        whole = trim(passage, 0, _sentences(passage)[0][1])
        if whole is None or len(passage.text.split()) < _SHORTEST:
            continue
        modal = next((m for t in stem.doc if t.tag_ == "MD" and (m := lexicon.modal_by_text.get(t.lower_))), None)
        act = (modal.first if modal is not None else None) or "assert"
        parties = tuple(Party(f, passage.span(*whole)) for f in joint) or (Party(None, passage.span(*whole), "we"),)
        made.append(
            Draft(
                passage,
                None,
                0,
                [],
                None,
                parties,
                (),
                [(passage, whole)],
                act=act,
                why=[f"item under the stem “{stem.text[-60:]}”"],
            )
        )
    return made
