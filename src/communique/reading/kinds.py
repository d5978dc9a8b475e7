"""What kind of document a text is: by what its title calls it, then by its form."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from communique.model.document import Claim, DocumentKind
from communique.reading.lines import LITTLE, is_prose, words_of

JOINT = (
    r"\bjoint\s+(?:[\w’'.-]+\s+){0,3}?(?:statement|declaration|communiqu[eé]|announcement|vision|fact\s*sheet|message)"
    r"|\bcommuniqu[eé]\b|\b(?:summit|leaders[’']?|ministerial|ministers[’']?|chairs?[’']?s?)\s+(?:joint\s+)?(?:declaration|statement)\b"
)
TRANSCRIPT = (
    r"\b(?:press|news|media)\s+(?:briefing|conference|gaggle|availability|call)\b|\bgaggle\b|\btranscript\b"
    r"|\binterview\b|\bquestions?\s+and\s+answers?\b|\bq\s?&\s?a\b|\bbackground\s+(?:press\s+)?(?:call|briefing)\b"
    r"|\bjoint\s+press\s+(?:availability|opportunity)\b"
)
READOUT = (
    r"\bread-?out\b|\b(?:summary|overview|outcome)\s+of\s+(?:the\s+)?(?:[\w’'.-]+\s+){0,4}?"
    r"(?:meeting|talks|call|conversation|visit)\b"
)
STATEMENT = (
    r"\bstatements?\b|\bremarks?\b|\bspeech\b|\baddress\b|\bletter\b|\bmessage\b|\bfact\s*sheet\b|\bproclamation\b"
    r"|\bpress\s+(?:release|notice|statement)\b|\bmemorandum\b|\bexecutive\s+order\b|\bcondolences\b"
)
TITLED = re.compile(
    rf"(?P<joint>{JOINT})|(?P<transcript>{TRANSCRIPT})|(?P<readout>{READOUT})|(?P<statement>{STATEMENT})", re.I
)
# matches: Telephone talks between …, Meeting of …, Japan-NATO Summit Meeting, Prime Minister X speaks with Y
ENCOUNTER = re.compile(
    r"\b(?:meeting|talks|call|conversation|dialogue|consultations?|luncheon|dinner)\s+(?:between|with|of|among)\b"
    r"|\b(?:summit|ministers[’']?|leaders[’']?|foreign\s+ministers[’']?)\s+meeting\b|^(?:telephone|phone|video)\b"
    r"|\bcalls?\s+with\b",
    re.I,
)
# matches: Prime Minister X speaks with Y, Secretary General meets the Prime Minister: headlines may say the same
ENCOUNTERED = re.compile(
    r"\b(?:(?:speaks|spoke|meets|met|talks)\s+(?:by\s+(?:tele)?phone\s+)?with|meets|receives|visits?)\b", re.I
)
# matches: The overview of the meeting is as follows. The main points of the exchange were these:
OVERVIEW = re.compile(
    r"\b(?:overview|outline|summary|main\s+points|main\s+topics|gist)\s+of\s+(?:the\s+|their\s+)?"
    r"(?:[\w’'-]+\s+){1,3}(?:is|are|was|were)\s+(?:as\s+follows|these|the\s+following)\b",
    re.I,
)
MET = re.compile(
    r"\b(?:met|spoke|talked|held\s+(?:[\w-]+\s+){0,3}(?:talks|meeting|call|conversation)|received|paid\s+a\s+courtesy\s+call)\b",
    re.I,
)
# matches: THE PRESIDENT:, PRESIDENT NIINISTÖ:, Q, **Question:**, MS. PSAKI:
SPEAKER = re.compile(
    r"(?:\*\*)?(?:(?P<name>(?:THE )?[A-ZÀ-Þ][A-ZÀ-Þ.’' -]{2,50}|(?:Mr|Ms|Mrs|Dr)\.? [A-Z][\w’-]+|Question|Answer|Q|A"
    r"|[A-Z][\w’.-]+ [A-Z][\w’.-]+)"
    r"(?: \([^()]{1,60}\))?:(?:\*\*)?\s|(?P<asks>Q)[\s\u00a0]{1,6}\S)"
)
# matches: By Jessa Norcrane in Tirmona
BYLINE = re.compile(r"(?:By|BY)\s+[A-Z][\w.’'-]+(?:,?\s+(?:and|&|in|at|of|[A-Z][\w.’'-]*)){0,9},?")
# matches: TIRMONA - Prime Minister …, TOKYO (Reuters) — …, SEOUL, Oct. 31 (Yonhap) -- …
DATELINE = re.compile(
    r"[A-Z][A-Z .’'/-]{2,40}(?:,\s[A-Za-z. ]{2,20})?(?:,\s[A-Z][a-z]+\.?\s\d{1,2})?\s?"
    r"(?:\([\w .&’'/-]{2,40}\)\s?)?(?:-{1,2}|–|—)\s"
)
REPORTED = re.compile(
    r"\b(?:said|told|added|noted|wrote|warned|stated|stressed|claimed|responded|according\s+to|reporters)\b"
)
# matches: Remarks by President Biden Before a Press Briefing: the words between speak of another occasion
ABOUT = re.compile(r"\b(?:on|about|before|after|ahead|following)\b", re.I)
# matches: We, the leaders of the Harbour Group, … – 1. Today we, the ministers of A and B
OURSELVES = re.compile(r"[\W\d]*(?:Today,?\s+)?we(?:,?\s+|\s?[—–]\s?)the\s+(?:[\w’'-]+\s+){1,6}(?:of|and|from)\b", re.I)
# matches: Today, Marland, Tarn and the Holm Islands affirm  –  The Republic of Tarn and Marland hereby declare
_NAME = r"(?:the\s+)?[A-Z][\w’'.-]*(?:\s+(?:of\s+(?:the\s+)?)?[A-Z][\w’'.-]*){0,4}"
TOGETHER = re.compile(
    rf"(?:Today,?\s+)?(?:The\s+)?{_NAME}(?:,\s+{_NAME})*,?\s+and\s+{_NAME}\s+(?:hereby\s+|jointly\s+|today\s+)?"
    r"(?:affirm|reaffirm|declare|commit|recommit|agree|announce|adopt|endorse|pledge|resolve|recogni[sz]e|acknowledge)\b"
)
DECLARED = re.compile(
    r"\b(?:declaration|charter|compact|principles|pledge|commitments?|statement|communiqu[eé])\b", re.I
)
SINGLE = re.compile(
    r"\b(?:by|from)\s+(?:the\s+)?[A-Z]|\bfact\s*sheet\b|[’']s\s+(?:remarks|statement)|\b(?:remarks|letter)\b", re.I
)
# matches: Fact Sheet: Two Years of the Harbour Plan, whose bold words before a colon are headings
SHEET = re.compile(r"\bfact\s*sheet\b", re.I)
KINDS = {
    "joint": DocumentKind.JOINT_STATEMENT,
    "transcript": DocumentKind.TRANSCRIPT,
    "readout": DocumentKind.READOUT,
    "statement": DocumentKind.STATEMENT,
}
OPENING, OURS = 4, 3  # paragraphs in which those who issue a text name themselves; that begin with "we"
PARAGRAPHS, PARAGRAPH = 400, 5000  # how many, and how many characters of each, are looked at


class Form(Struct, frozen=True):
    """What the kind is judged by. `paragraphs` are those of the document without furniture and title."""

    title: str
    paragraphs: Sequence[str]
    furniture: Sequence[str]  # reasons
    author: bool  # a person is named as the author, in the file's metadata
    byline: bool  # one stands above the text
    article: bool  # the file calls itself a news article
    publisher: str | None  # kind of the publisher, where the lexicon knows it: press, official, other
    credited: str | None  # the agency or outlet that is credited
    published_by: str | None


def names_a_kind(line: str) -> bool:
    return TITLED.search(line) is not None or ENCOUNTER.search(line) is not None


def kind_of(form: Form) -> Claim:
    """The kind with its reason; every document has one, `other` where nothing speaks."""
    kind, basis, reason = _kind(form)
    return Claim(kind, basis, reason)


def _agreed(form: Form) -> str | None:
    """A text of several that its title only calls a declaration or a statement: "We, the leaders of A and B, …"."""
    called = DECLARED.search(form.title)
    if called is None or SINGLE.search(form.title) or form.publisher == "press" or form.byline:
        return None
    first = next((p for p in form.paragraphs[:OPENING] if OURSELVES.match(p)), None)
    if first is not None:
        return f"its title says “{called[0]}”, and it begins “{' '.join(first.split()[:4])} …”"
    declares = called[0].lower() in ("declaration", "charter", "compact")
    together = next((p for p in form.paragraphs[:OPENING] if TOGETHER.match(p)), None) if declares else None
    alone = any(re.search(r"\b(?:I|my)\b", p) for p in form.paragraphs)
    if together is not None and not alone and any(re.search(r"\b[Ww]e\b", p) for p in form.paragraphs):
        return f"its title says “{called[0]}”, and several begin it: “{' '.join(together.split()[:4])} …”"
    ours = sum(bool(re.match(r"[\W\d]*We\s", p)) for p in form.paragraphs)
    if called[0].lower() == "declaration" and ours >= OURS and not alone:
        return "its title says “Declaration”, and its paragraphs begin with “We”"
    return None


def _kind(form: Form) -> tuple[DocumentKind, str, str]:
    named = TITLED.search(form.title)
    leads = named is not None and _leads(form.title[: named.start()])
    joint = named is not None and named["joint"] is not None and leads
    agreed = None if joint else _agreed(form)
    if agreed is not None:
        return DocumentKind.JOINT_STATEMENT, "inferred", agreed
    press = None if joint else _press(form)
    if press is not None:
        return _reported(form, press)
    speakers = _speakers(form.paragraphs)
    readout = _readout(form)
    if named is not None and leads:
        called = f"its title says “{named[0]}”"
        if named["statement"]:
            later = TITLED.search(form.title, named.end())
            between = form.title[named.end() : later.start()] if later is not None else ""
            if later is not None and later["transcript"] and not ABOUT.search(between):
                return DocumentKind.TRANSCRIPT, "stated", f"its title says “{later[0]}”"
            if speakers > 1 and not SHEET.search(form.title):
                return DocumentKind.TRANSCRIPT, "inferred", f"{called}, and {speakers} speakers take turns in it"
            if readout is not None and len(words_of(form.title)) <= 2:
                return DocumentKind.READOUT, "inferred", readout
        return KINDS[named.lastgroup or ""], "stated", called
    if speakers > 1:
        return DocumentKind.TRANSCRIPT, "inferred", f"{speakers} speakers take turns in it"
    if readout is not None:
        return DocumentKind.READOUT, "inferred", readout
    said = _said(form)
    if form.publisher != "official":
        if form.furniture and said >= 3 and _quoting(form):
            return _reported(form, "it reports what others said, among the furniture of a news page")
        if form.article and said >= 3:
            return _reported(form, "the page calls itself an article and reports what others said")
    if named is not None:
        return KINDS[named.lastgroup or ""], "inferred", f"its title says “{named[0]}”"
    if form.publisher == "official":
        return DocumentKind.STATEMENT, "inferred", "an official publisher issued it"
    if said >= 4 and _quoting(form) >= 2:
        return _reported(form, f"it reports what others said ({said} times)")
    return DocumentKind.OTHER, "inferred", "neither its title nor its form says"


def _reported(form: Form, reason: str) -> tuple[DocumentKind, str, str]:
    if form.credited and form.credited != form.published_by:
        return DocumentKind.REPOST, "inferred", f"{reason}; it credits {form.credited}"
    return DocumentKind.NEWS_REPORT, "inferred", reason


def _leads(before: str) -> bool:
    """True where what stands before the kind in a title is names only: `U.S.-Japan Joint Leaders’ Statement`."""
    return all(not w[0].islower() or w in LITTLE for w in words_of(before))


def _said(form: Form) -> int:
    return sum(len(REPORTED.findall(p[:PARAGRAPH])) for p in form.paragraphs[:PARAGRAPHS])


def _press(form: Form) -> str | None:
    """Why it is a report of the press, or None."""
    said = _said(form)
    if form.publisher == "press" and said:
        return "its publisher is of the press"
    if form.publisher == "official":
        return None
    if form.article and form.author and said:
        return "the page calls itself an article and names its author"
    if form.byline and said >= 2:
        return "it bears a byline and reports what others said"
    if any(DATELINE.match(p) for p in form.paragraphs[:3]) and said >= 2:
        return "it begins with a dateline and reports what others said"
    if form.credited and said >= 2:
        return "it credits an agency and reports what others said"
    return None


def _readout(form: Form) -> str | None:
    if any(OVERVIEW.search(p) for p in form.paragraphs[:8]):
        return "it gives the overview of a meeting, point by point"
    told = ENCOUNTER.search(form.title) or (_sober(form) and ENCOUNTERED.search(form.title))
    if told and any(MET.search(p) for p in [p for p in form.paragraphs if is_prose(p)][:3]):
        return "its title and first paragraph tell of an encounter"
    return None


def _sober(form: Form) -> bool:
    """True for an official publisher, or a text that neither quotes much nor comes with a page of news around it."""
    if form.publisher is not None:
        return form.publisher == "official"
    return not form.furniture and _quoting(form) < 3


def _quoting(form: Form) -> int:
    return sum(any(mark in p for mark in '“”"«»') for p in form.paragraphs[:PARAGRAPHS])


def _speakers(paragraphs: Sequence[str]) -> int:
    """How many speakers take turns, labelled at the start of paragraphs: 0 unless at least three turns are labelled."""
    turns: Counter[str] = Counter()
    for paragraph in paragraphs:
        found = SPEAKER.match(paragraph)
        if found:
            turns[found["name"] or found["asks"]] += 1
    return len(turns) if sum(turns.values()) >= 3 else 0
