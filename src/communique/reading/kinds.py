"""What kind of document a text is: by what its title calls it, then by its form."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from communique.model.document import Claim, DocumentKind

JOINT = (
    r"\bjoint\s+(?:[\w’'.-]+\s+){0,3}?(?:statement|declaration|communiqu[eé]|announcement|vision|fact\s*sheet|message)"
    r"|\bcommuniqu[eé]\b|\b(?:summit|leaders[’']?|ministerial|ministers[’']?|chairs?[’']?s?)\s+(?:joint\s+)?(?:declaration|statement)\b"
)
TRANSCRIPT = (
    r"\b(?:press|news|media)\s+(?:briefing|conference|gaggle|availability|call)\b|\bgaggle\b|\btranscript\b"
    r"|\binterview\b|\bquestions?\s+and\s+answers?\b|\bq\s?&\s?a\b|\bbackground\s+(?:press\s+)?(?:call|briefing)\b"
    r"|\bjoint\s+press\s+(?:availability|opportunity)\b"
)
READOUT = r"\bread-?out\b|\b(?:summary|overview|outcome)\s+of\s+(?:the\s+)?(?:[\w’'.-]+\s+){0,4}?(?:meeting|talks|call|conversation|visit)\b"
STATEMENT = (
    r"\bstatements?\b|\bremarks?\b|\bspeech\b|\baddress\b|\bletter\b|\bmessage\b|\bfact\s*sheet\b|\bproclamation\b"
    r"|\bpress\s+(?:release|notice|statement)\b|\bmemorandum\b|\bexecutive\s+order\b|\bcondolences\b"
)
TITLED = re.compile(rf"(?P<joint>{JOINT})|(?P<transcript>{TRANSCRIPT})|(?P<readout>{READOUT})|(?P<statement>{STATEMENT})", re.I)
# matches: Telephone talks between …, Meeting of …, Japan-NATO Summit Meeting, Prime Minister X speaks with Y
ENCOUNTER = re.compile(
    r"\b(?:meeting|talks|call|conversation|dialogue|consultations?|luncheon|dinner)\s+(?:between|with|of|among)\b"
    r"|\b(?:summit|ministers[’']?|leaders[’']?|foreign\s+ministers[’']?)\s+meeting\b|^(?:telephone|phone|video)\b"
    r"|\b(?:speaks|spoke|meets|met|talks)\s+(?:by\s+(?:tele)?phone\s+)?with\b|\bmeets\b|\breceives\b|\bcalls?\s+with\b|\bvisits?\b",
    re.I,
)
# matches: The overview of the meeting is as follows. The main points of the exchange were these:
OVERVIEW = re.compile(
    r"\b(?:overview|outline|summary|main\s+points|main\s+topics|gist)\s+of\s+(?:the\s+|their\s+)?"
    r"(?:[\w’'-]+\s+){1,3}(?:is|are|was|were)\s+(?:as\s+follows|these|the\s+following)\b",
    re.I,
)
MET = re.compile(
    r"\b(?:met|spoke|talked|held\s+(?:[\w-]+\s+){0,3}(?:talks|meeting|call|conversation)|received|paid\s+a\s+courtesy\s+call)\b", re.I
)
# matches: THE PRESIDENT:, PRESIDENT NIINISTÖ:, Q, **Question:**, MS. PSAKI:
SPEAKER = re.compile(
    r"(?:\*\*)?(?:(?P<name>(?:THE )?[A-Z][A-Z.’' -]{2,50}|(?:Mr|Ms|Mrs|Dr)\.? [A-Z][\w’-]+|Question|Answer|Q|A|[A-Z][\w’.-]+ [A-Z][\w’.-]+)"
    r"(?: \([^()]{1,60}\))?:(?:\*\*)?\s|(?P<asks>Q)[\s\u00a0]{1,6}\S)"
)
# matches: By Jessa Norcrane in Tirmona
BYLINE = re.compile(r"(?:By|BY)\s+(?:[A-Z][\w.’'-]+\s*(?:,|and|&)?\s*){1,8}")
# matches: TIRMONA - Prime Minister …, TOKYO (Reuters) — …, SEOUL, Oct. 31 (Yonhap) -- …
DATELINE = re.compile(r"[A-Z][A-Z .’'/-]{2,40}(?:,\s[A-Za-z. ]{2,20})?(?:,\s[A-Z][a-z]+\.?\s\d{1,2})?\s?(?:\([\w .&’'/-]{2,40}\)\s?)?(?:-{1,2}|–|—)\s")
REPORTED = re.compile(r"[”\"],?\s(?:he|she|they|[A-Z][\w’-]+(?:\s[A-Z][\w’-]+){0,3}|the\s[\w\s-]{3,30}?)\s(?:said|told|added|noted|wrote)\b"
                      r"|\b(?:said|told|added|noted|according to|reporters)\b")  # fmt: skip
TEXT_LIMIT = 200_000  # characters looked at


class Form(Struct, frozen=True):
    """What the kind is judged by. `paragraphs` are those of the document without furniture and title."""

    title: str
    paragraphs: Sequence[str]
    furniture: Sequence[str]  # reasons
    author: bool  # a person is named as the author, in the file's metadata
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


def _kind(form: Form) -> tuple[DocumentKind, str, str]:
    speakers = _speakers(form.paragraphs)
    press = _press(form)
    named = TITLED.search(form.title)
    if press is not None and not (named is not None and named.lastgroup == "joint" and named.start() == 0):
        if form.credited and form.credited != form.published_by:
            return DocumentKind.REPOST, "inferred", f"{press}, and it credits {form.credited}"
        return DocumentKind.NEWS_REPORT, "inferred", press
    called = f"its title says “{named[0]}”" if named else ""
    if named and named.lastgroup in ("statement", "joint") and named["joint"] is None and speakers > 1:
        return DocumentKind.TRANSCRIPT, "inferred", f"{called}, and {speakers} speakers take turns in it"
    if named and named["statement"] and len(form.title.split()) <= 2 and _readout(form):
        return DocumentKind.READOUT, "inferred", str(_readout(form))
    if named and named.lastgroup is not None:
        later = TITLED.search(form.title, named.end())
        if named["statement"] and later is not None and later["transcript"] and not re.search(r"(?i)\b(?:on|about|before|after|ahead)\b", form.title[named.end() : later.start()]):  # noqa: E501
            return DocumentKind.TRANSCRIPT, "stated", f"its title says “{later[0]}”"
        kinds = {
            "joint": DocumentKind.JOINT_STATEMENT,
            "transcript": DocumentKind.TRANSCRIPT,
            "readout": DocumentKind.READOUT,
            "statement": DocumentKind.STATEMENT,
        }
        return kinds[named.lastgroup], "stated", called
    if speakers > 1:
        return DocumentKind.TRANSCRIPT, "inferred", f"{speakers} speakers take turns in it"
    readout = _readout(form)
    if readout is not None:
        return DocumentKind.READOUT, "inferred", readout
    if form.publisher == "official":
        return DocumentKind.STATEMENT, "inferred", "an official publisher issued it"
    said = sum(len(REPORTED.findall(p)) for p in form.paragraphs)
    if said >= 4:
        return DocumentKind.NEWS_REPORT, "inferred", f"it reports what others said ({said} times)"
    return DocumentKind.OTHER, "inferred", "neither its title nor its form says"


def _press(form: Form) -> str | None:
    """Why it is a report of the press, or None."""
    said = sum(len(REPORTED.findall(p)) for p in form.paragraphs)
    if form.publisher == "press" and said:
        return "its publisher is of the press"
    if form.publisher == "official":
        return None
    if form.article and form.author and said:
        return "the page calls itself an article and names its author"
    if any(BYLINE.match(p) and len(p) < 120 for p in form.paragraphs[:4]) and said >= 2:
        return "it bears a byline and reports what others said"
    if any(DATELINE.match(p) for p in form.paragraphs[:3]) and said >= 2:
        return "it begins with a dateline and reports what others said"
    if form.credited and said >= 2:
        return "it credits an agency and reports what others said"
    if form.furniture and said >= 3:
        return "it reports what others said, among the furniture of a news page"
    if form.article and said >= 3:
        return "the page calls itself an article and reports what others said"
    return None


def _readout(form: Form) -> str | None:
    if any(OVERVIEW.search(p) for p in form.paragraphs[:8]):
        return "it gives the overview of a meeting, point by point"
    if ENCOUNTER.search(form.title) and any(MET.search(p) for p in form.paragraphs[:3]):
        return "its title and first paragraph tell of an encounter"
    return None


def _speakers(paragraphs: Sequence[str]) -> int:
    """How many speakers take turns, labelled at the start of paragraphs: 0 unless at least three turns are labelled."""
    turns: Counter[str] = Counter()
    for paragraph in paragraphs:
        found = SPEAKER.match(paragraph)
        if found:
            turns[found["name"] or found["asks"]] += 1
    return len(turns) if sum(turns.values()) >= 3 else 0
