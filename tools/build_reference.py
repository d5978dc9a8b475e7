"""Write the reference pages of the documentation from the code: commands, the data contract, the lexicon's tables.

    .venv/bin/python tools/build_reference.py            write docs/reference/*.md
    .venv/bin/python tools/build_reference.py --check    change nothing; exit 1 where a page is not as the code says

What a command and an option are for comes from their docstrings, what a lexicon's field means from the strings and
comments beside it. What a field of the data contract means is said in `MEANING` below, once; a field without a meaning
stops the tool.
"""

from __future__ import annotations

import ast
import dataclasses
import inspect
import io
import re
import sys
import tokenize
import types
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec
from cyclopts import App

from communique.cli.main import VERBS, app
from communique.lexicon import entries, tables
from communique.model import (
    commitments,
    comparison,
    document,
    findings,
    ids,
    marks,
    positions,
    record,
    rulings,
    spans,
    when,
    wording,
)
from communique.record.state import Status

PAGES = Path(__file__).resolve().parents[1] / "docs" / "reference"
NOTICE = "<!-- Written by tools/build_reference.py from the code. Change the code, then run it. -->"

# --- commands ------------------------------------------------------------------------------------

LISTED = ("documents", "engagements", "actors", "statements", "instruments", "discrepancies", "findings")
EXIT = """\
## Exit status

| status | meaning |
|---|---|
| 0 | done |
| 1 | failed: one line on standard error says what, where and what to try; also what `add` and `verify` say below |
| 2 | asked wrongly: an unknown option, or one that makes no sense |
| 130 | interrupted; the same command goes on where it stopped |
"""


def commands() -> str:
    verbs = app(every=True)
    filters, place = _shared(verbs)
    groups: dict[str, list[str]] = {}
    for group, _, its in VERBS:
        groups.setdefault(group, []).extend(its)
    parts = [
        NOTICE,
        "# Commands",
        "    communique [--record FILE] COMMAND …\n"
        "    communique --help · communique COMMAND --help · communique --version",
        _table(
            ("group", "commands"),
            ((group, " · ".join(f"[`{name}`](#{name})" for name in names)) for group, names in groups.items()),
        ),
        EXIT.rstrip(),
        "## Which record",
        "Every command takes it, before or after its name.",
        _options(place),
        "## Filters",
        "Every listing, `timeline` and `search` take them, and all may be combined. Names match an actor by any of its "
        "names, whatever the case and the accents, or by id.",
        _options(filters),
    ]
    shared = {option.names[0] for option in (*filters, *place)}
    for names in groups.values():
        for verb in names:
            parts += _verb(verbs[verb], verb, shared)
    return "\n\n".join(parts) + "\n"


def _shared(verbs: App) -> tuple[list[Any], list[Any]]:
    """The options that all listings share, and those that all commands share."""
    of = {name: {o.names[0]: o for o in _arguments(verbs[name])} for _, _, names in VERBS for name in names}
    everywhere = set.intersection(*(set(options) for options in of.values()))
    listings = set.intersection(*(set(of[name]) for name in LISTED))
    some = of[LISTED[0]]
    return [o for name, o in some.items() if name in listings - everywhere], [some[name] for name in everywhere]


def _arguments(verb: App) -> list[Any]:
    return [argument for argument in verb.assemble_argument_collection(parse_docstring=True) if argument.show]


def _verb(verb: App, name: str, shared: set[str]) -> list[str]:
    arguments = _arguments(verb)
    positional = [a for a in arguments if not a.names[0].startswith("--")]
    options = [a for a in arguments if a.names[0].startswith("--")]
    takes_all = shared <= {o.names[0] for o in options}
    own = [o for o in options if not takes_all or o.names[0] not in shared]
    own = [o for o in own if o.names[0] != "--record"]
    usage = " ".join(["communique", name, *(_shown(a) for a in positional)])
    usage += " [FILTERS]" if takes_all else ""
    usage += " [OPTIONS]" if own else ""
    words = inspect.cleandoc(verb.help).split("\n\nParameters\n", 1)[0]
    lines = [f"## `{name}`", f"    {usage}", "\n".join(_words(p) for p in words.split("\n"))]
    if positional:
        lines.append(_table(("argument", "meaning"), ((f"`{a.names[0]}`", _help(a)) for a in positional)))
    if own:
        lines.append(_options(own))
    if takes_all:
        lines.append("Takes the [filters](#filters).")
    return lines


def _words(text: str) -> str:
    return " ".join(text.split())


def _shown(argument: Any) -> str:
    many = get_origin(argument.hint) is list
    return f"{argument.names[0].removesuffix('S')}…" if many else str(argument.names[0])


def _help(argument: Any) -> str:
    return _words(argument.parameter.help or "")


def _options(options: Iterable[Any]) -> str:
    return _table(("option", "meaning", "default"), (_option(option) for option in options))


def _option(option: Any) -> tuple[str, str, str]:
    name = " ".join(option.names)
    choices = get_args(option.hint) if get_origin(option.hint) is Literal else ()
    kinds = {bool: "", int: " NUMBER", date: " DAY", Path: " FILE", str: " TEXT"}
    value = f" {'|'.join(choices)}" if choices else kinds[_plain(option.hint)]
    default = option.field_info.default
    shown = "" if default in (None, False, ()) else f"`{default}`"
    if option.parameter.env_var:
        shown += f", or what `{option.parameter.env_var[0]}` in the environment says"
    return f"`{name}{value}`", _help(option), shown


def _plain(hint: Any) -> type:
    """The type of one value: `list[Path] | None` is Path."""
    inner = [part for part in get_args(hint) if part is not type(None)]
    return _plain(inner[0]) if inner else hint


# --- the data contract ---------------------------------------------------------------------------

CONTRACT = """\
Every listing takes `--json` and prints one object a line, in UTF-8. Field names are part of the public interface. A
field is always there; `null` and an empty list mean that the sources do not say. (Only `page` and `boxes` of evidence,
and `seen`, are left out where they say nothing.) Ids are strings, and go on to resolve after clusters have grown: see
[the decision](../decisions/ids.md).

    communique statements --act condemn --json
    communique show ID --json
"""
LINES: Sequence[tuple[str, str, type]] = (
    ("document", "`documents`", record.DocumentLine),
    ("engagement", "`engagements`, `timeline`", record.EngagementLine),
    ("actor", "`actors`", record.ActorLine),
    ("statement", "`statements`", record.StatementLine),
    ("instrument", "`instruments`", record.InstrumentLine),
    ("discrepancy", "`discrepancies`", record.DiscrepancyLine),
    ("finding", "`findings`", record.FindingLine),
    ("echo", "`echoes`", wording.EchoLine),
    ("use", "`wording TEXT`, oldest first", wording.UseLine),
    ("precedent", "`wording DOCUMENT`, a sentence each, then what was dropped", wording.PrecedentLine),
    ("row", "`compare ENGAGEMENT`, a fact or a statement each", comparison.Row),
    ("commitment", "`commitments`", commitments.CommitmentLine),
    ("demand", "`demands`", commitments.DemandLine),
    ("position", "`positions` with `--by` or `--about`", positions.PositionLine),
    ("grid cell", "`positions` without `--by` and `--about`", positions.GridCell),
    ("mention", "`mentions DOCUMENT`", record.MentionLine),
    ("status", "`status`, one object", Status),
)
PARTS: Sequence[tuple[str, str, type]] = (
    ("evidence", "A span of one document and the words that stand there; also what `search` prints.", spans.Evidence),
    ("when", "An interval, how precisely it is known, and how we know.", when.When),
    ("named", "An actor's part in a statement, with the words that say so.", record.Named),
    ("participant", "An actor's part in an engagement.", record.ParticipantLine),
    ("place", "Where an engagement was.", record.PlaceLine),
    ("office", "An office that a person held.", record.OfficeLine),
    ("issue", "What a statement is about.", record.IssueLine),
    ("reading", "One reading of the aspect on which sources differ.", record.Reported),
    ("obtained", "Where the same bytes came from.", record.Obtained),
    ("change", "Words that are others than those before.", wording.ChangeLine),
    ("cell", "What one source has of a row.", comparison.Cell),
    ("position change", "What became of a position between two texts, both shown.", positions.Change),
    ("stance count", "How many positions of one stance.", positions.StanceCount),
    ("stance on", "The stance of one day.", positions.StanceOn),
    ("silence", "Time without a statement on an issue; no change is made of it.", positions.Silence),
    ("copy", "Another document that carries the same text.", record.CopyLine),
    ("repeat", "The same promise or demand in another document.", commitments.RepeatLine),
    ("follow-up", "What a later text may tell of it: a suggestion with its evidence.", commitments.FollowUpLine),
    ("ruling", "A person's decision; also what `rule list` prints.", rulings.RulingLine),
    ("seen", "Who looked at a line.", rulings.Seen),
)
NAMES = {kind: name for name, _, kind in (*LINES, *PARTS)}
TYPES = {str: "text", int: "number", bool: "true or false", float: "number", dict[str, Any]: "object"}

MEANING: dict[str, str] = {
    # of every line
    "id": "its id",
    "document": "id of the document",
    "StatementLine.engagement": "id of the engagement at which it was said",
    "DiscrepancyLine.engagement": "id of the engagement",
    "engagements": "ids of the engagements that it tells of",
    "documents": "ids of the documents that tell of it",
    "evidence": "the words that say so",
    "when": "when it was",
    "name": "the name that it goes by",
    "names": "every name that the documents use",
    "title": "what it is called",
    "kind": "see [kinds](#kinds)",
    "status": "see [kinds](#kinds)",
    # documents
    "DocumentLine.title": "its title",
    "uri": "its address",
    "path": "the path as given to `add`; the first in order where there are several",
    "publisher": "who published it",
    "language": "ISO 639-1",
    "published": "when it was published",
    "account": "whose account it is; see [kinds](#kinds)",
    "origin": "whom its text comes from: the agency or outlet that it credits as its source; of a copy that credits "
    "nobody, the agency that other copies credit, or the publisher of the first; null where it is its own origin, or "
    "nobody says",
    "origin_document": "id of the document in the record that its text was taken from",
    "origin_reason": "why it is taken for one of several copies of a text; null where it has none",
    "copies": "the other documents that carry the same text",
    "overlap": "the part, from 0 to 1, of the shorter text that stands in the longer one, in runs of three words; null "
    "where other copies lie between",
    "CopyLine.reason": "what the two texts share",
    "origins": "how many independent origins those documents have: copies of a text, versions of a document, and "
    "reports that the press takes from one agency count once",
    "version_of": "id of the document that it is a version of: other bytes at the same address",
    "obtained": "every place that the same bytes came from, sorted",
    # engagements
    "EngagementLine.title": "its own name, or its kind with those who took part",
    "participants": "who took part",
    "duration_minutes": "how long",
    "EngagementLine.place": "where",
    "part_of": "id of the visit or summit that it belongs to",
    "planned_as": "the words that announced it",
    "issued": "ids of the texts issued at or after it",
    "EngagementLine.evidence": "the passages that tell of it",
    "discrepancies": "ids of the discrepancies between its sources",
    "role": "`host`, `guest` or `participant`",
    "side": "name of the state or organisation that the participant stands for",
    "PlaceLine.name": "the narrowest place named",
    "country": "the country by its common English name",
    # actors
    "offices": "the offices named for it",
    "mentions": "how many mentions refer to it",
    "OfficeLine.title": "the office in the lexicon's form",
    "of": "name of the state or organisation",
    "OfficeLine.when": "when the dated documents bear out that it was held",
    # statements
    "speakers": "who speaks",
    "on_behalf_of": "for whom, where that is another",
    "addressees": "to whom",
    "targets": "against or in favour of whom",
    "act": "what is done by saying it; see [acts](#acts-by-family)",
    "family": "the act's family",
    "strength": "see [kinds](#kinds)",
    "negated": "true where the act is negated",
    "level": "see [kinds](#kinds)",
    "source": "the words that name the speaker",
    "cue": "the words that say that something is said",
    "content": "what was said: several parts where a quotation is split; without cue and source",
    "within": "id of the statement that reports this one",
    "issues": "what it is about",
    "instruments": "ids of the instruments that it cites",
    "StatementLine.when": "when it was said",
    "why": "which words decided, one line each",
    "StatementLine.account": "whose account of the statement this is; see [kinds](#kinds)",
    "Named.id": "id of the actor; null where nobody could be named",
    "Named.name": "the actor's name, or the words where nobody could be named",
    "IssueLine.name": "the issue, in the lexicon's words",
    # commitments and demands
    "CommitmentLine.engagement": "id of the engagement at which it was said",
    "DemandLine.engagement": "id of the engagement at which it was said",
    "CommitmentLine.when": "when it was said",
    "DemandLine.when": "when it was said",
    "CommitmentLine.account": "whose account of it this is; see [kinds](#kinds)",
    "DemandLine.account": "whose account of it this is; see [kinds](#kinds)",
    "CommitmentLine.strength": "how firmly it binds: `strong` (“will”), `plain` (“plans to”), `weak` (“may consider”)",
    "CommitmentLine.by": "who is bound; persons stand for their states where the text tells which",
    "CommitmentLine.to": "for whom, where the words name somebody",
    "DemandLine.of": "of whom it is demanded; empty where nobody is named",
    "action": "the words of the deed",
    "object": "what it is done to",
    "due": "when it is due; null where nothing is said; both ends open where no calendar tells (“at the next summit”)",
    "conditions": "the words of what it hangs on",
    "vague": "true where no observer could tell whether it was done",
    "repeats": "the same promise or demand in other documents; copies of one text are none",
    "follow_up": "what later texts may tell of it; suggested, never decided",
    "compliance": "what later texts may tell of compliance or refusal; suggested, never decided",
    "CommitmentLine.status": "what a person ruled: `kept`, `broken`, `in-progress`, `withdrawn`; else `open`",
    "DemandLine.status": "what a person ruled: `kept`, `broken`, `in-progress`, `withdrawn`; else `open`",
    "ruling": "the ruling that decides the status; null where there is none",
    "RepeatLine.id": "id of the statement",
    "RepeatLine.similarity": "likeness of the words, between 0 and 1",
    "RepeatLine.evidence": "its words",
    "FollowUpLine.kind": "`progress`, `completed`, `repeated`, `withdrawn`, `met`; of a demand `complied` or `refused`",
    "FollowUpLine.evidence": "the sentence that suggests it",
    "FollowUpLine.statement": "id of the statement in it",
    "FollowUpLine.engagement": "id of the engagement that was held",
    "FollowUpLine.when": "when that was",
    "FollowUpLine.why": "which words suggest it",
    "RulingLine.kind": "confirm, reject, correct, add, same, apart, commitment or undo",
    "RulingLine.value": 'how: `{"status": "kept"}`; see [the guide](../guides/review.md)',
    "RulingLine.document": "the document of whose words it speaks",
    "RulingLine.start": "where they stand",
    "RulingLine.end": "… and where they end",
    "RulingLine.words": "the words",
    "Seen.by": "who looked at it",
    "Seen.at": "when",
    "Seen.how": "what was decided: confirm, correct, add, same or apart",
    "Seen.ruling": "id of the ruling",
    "StatementLine.seen": "who has looked at it; only where somebody did",
    "EngagementLine.seen": "who has looked at it; only where somebody did",
    "CommitmentLine.seen": "who has looked at it; only where somebody did",
    "DemandLine.seen": "who has looked at it; only where somebody did",
    "RulingLine.by": "who decided",
    "RulingLine.why": "the reason, in words",
    "made_at": "when it was decided",
    "undoes": "id of the ruling that it takes back",
    # instruments
    "InstrumentLine.name": "normalised: `UNSCR 2375 (2017)`",
    "InstrumentLine.kind": "`resolution`, `treaty`, `statement`, `plan`, …",
    "number": "its number",
    "date": "ISO date or year, as far as stated",
    "issuer": "who adopted or issued it",
    "citations": "every place that cites it",
    # discrepancies
    "aspect": "see [kinds](#kinds)",
    "readings": "each reading with its evidence",
    "note": "the difference in words",
    "value": "what is read",
    # findings
    "severity": "see [kinds](#kinds)",
    "FindingLine.document": "id of the document; null where it concerns none",
    "what": "what is the matter",
    "where": "where in the document; empty for the whole of it",
    "FindingLine.why": "why",
    "try": "what to try",
    # mentions
    "MentionLine.evidence": "the span, and the words that name something",
    "refers_to": "ids of actors, instruments or engagements; for a time the dates, for a place its name and country",
    # compare and positions
    "Row.fact": "the fact, or the words of the statement that the others are measured by, shortened",
    "Row.kind": "`when`, `place`, `participant`, `text`, `instrument`, `engagement`, `discrepancy` or `statement`",
    "Row.issue": "the first issue of the statement",
    "Row.speakers": "who speaks",
    "cells": "one for each source, in the order of the columns",
    "standing": "what sets the row apart, in words: rows of statements are sorted by it",
    "Row.act": "what is done by the statement, and against whom",
    "Cell.document": "id of the source",
    "Cell.stance": "`carries`, `weaker`, `stronger`, `contradicts`; `absent` where its whole text was read and does "
    "not say so, `unknown` where it was not, or where words of it come near (`near`)",
    "Cell.evidence": "its words; none where the stance is `absent` or `unknown`",
    "Cell.value": "its own reading, where sources differ",
    "Cell.statements": "ids of its statements, the most alike first",
    "changed": "words of the evidence that the row's own words lack",
    "nearest": "where it is absent or unknown, the words that come nearest",
    "near": "whether a text that was read whole may say so in the words of `nearest`: why the stance is `unknown`",
    "PositionLine.actor": "whose position it is, with the words that name who took it",
    "GridCell.actor": "whose positions they are",
    "PositionLine.issue": "the issue",
    "GridCell.issue": "the issue",
    "PositionLine.stance": "`condemn`, `oppose`, `criticise`, `demand`, `concern` or `support`; `not …` where it is "
    "denied",
    "GridCell.turns": "the stance of the last day, and before it that of the last day on which it was another",
    "GridCell.stance": "the strongest of them",
    "PositionLine.statement": "id of the statement",
    "PositionLine.when": "when it was taken",
    "PositionLine.change": "what became of it, where two texts show it; see the guide",
    "by": "who took it, where that is an office-holder or another issuer",
    "also": "ids of statements by which other sources report the same from the same engagement",
    "silence": "the time before it without a statement on the issue",
    "count": "how many positions, those of a copy aside",
    "StanceOn.day": "the day; null where none is known",
    "StanceOn.stance": "the strongest of that day",
    "StanceCount.stance": "the stance",
    "last": "the day of the last one; null where none is dated",
    "stances": "how many of each stance",
    "PositionLine.engagement": "id of the engagement at which it was taken",
    "PositionLine.document": "id of the document",
    "PositionLine.account": "whose account of it this is; see [kinds](#kinds)",
    "PositionLine.act": "the act; see [acts](#acts-by-family)",
    "PositionLine.strength": "see [kinds](#kinds)",
    "Change.kind": "`new`, `dropped`, `stronger`, `weaker` or `reversed`",
    "Change.from_": "the words before; of a new position, what the earlier text says of the issue",
    "Change.to": "the words after; of a dropped position, what the later text says of the issue",
    "Change.why": "the words that decided",
    "Silence.since": "the day of the position before",
    "Silence.until": "the day of the position after",
    "others": "how many other texts the record holds in which the actor speaks in that time",
    # wording
    "passage": "the passage",
    "earlier": "the passage of the earlier text",
    "similarity": "from 0 to 1: what both have in common, words of grammar a quarter; of a longer one the part that "
    "answers the shorter",
    "changes": "the words that changed, in order",
    "op": "`drop`, `add`, `replace` or `move`",
    "before": "the words as they stood",
    "after": "the words as they stand",
    "UseLine.changes": "the words that changed from the text that was asked for to this use, in order",
    "UseLine.use": "the words of the use; of a longer sentence the part that answers",
    "UseLine.when": "when its document was published, or the meeting of which it tells",
    "parties": "names of the states and organisations that issued the document, and of the sides of its main "
    "engagement",
    "UseLine.variant": "the branch, counted from 1 in the order of first use; uses of one branch differ in words of "
    "grammar alone",
    "UseLine.first": "true for the first use, where no other may be earlier",
    "UseLine.follows": "the earlier use from which it descends: the one that it is most like; null for a first one",
    "UseLine.since": "the words that changed from there",
    "UseLine.copies": "ids of other documents that carry the same text; they are no uses of their own",
    "UseLine.asked": "the sentence that was asked for",
    "PrecedentLine.kind": "`same`, `changed`, `new`, or `dropped` for a sentence of the previous text",
    "PrecedentLine.passage": "the sentence; null where it was dropped",
    "PrecedentLine.earlier": "the nearest earlier sentence, or the one that was dropped; null for a new one",
    "PrecedentLine.when": "when that was; null for a new one",
    "PrecedentLine.previous": "true where it stands in the previous text of the same parties",
    "PrecedentLine.moved": "true where it stands elsewhere in the order of that text",
    "PrecedentLine.language": "`agreed`, `boilerplate` or `open`: how the formula spreads over parties and issues",
    "PrecedentLine.reason": "why it is called so",
    # evidence
    "start": "first character, counted in Unicode code points of the canonical text, from 0",
    "end": "the character after the last one",
    "quote": "the words that stand there",
    "page": "on paged documents: the page, counted from 1",
    "boxes": "on paged documents: left, top, right, bottom, in points from the page's top left corner",
    # when
    "from": "ISO 8601 date, or time with offset, local to the place; inclusive; null where open",
    "to": "the same for the end, inclusive too: July 2017 is `2017-07-01` to `2017-07-31`",
    "precision": "see [kinds](#kinds)",
    "basis": "see [kinds](#kinds)",
    "reason": "the reasoning in words",
    "When.evidence": "the words that it rests on",
    # status
    "Status.documents": "documents kept",
    "whole": "read as a whole",
    "partial": "read in part",
    "failed": "not read",
    "waiting": "kept and not yet read",
    "marked": "marked",
    "linked": "linked",
    "Status.engagements": "engagements",
    "actors": "actors",
    "statements": "statements",
    "Status.instruments": "instruments",
    "Status.discrepancies": "discrepancies",
    "errors": "findings that are errors",
    "warnings": "findings that are warnings",
    "notes": "findings that are notes",
    "unresolved": "questions that linking left open",
    "characters": "of canonical text",
    "bytes": "of the documents as obtained",
}

ASPECTS = ("time", "date", "duration", "place", "participants", "number", "order")
KINDS: Sequence[tuple[str, str, Iterable[str]]] = (
    ("document", "kind", document.DocumentKind),
    ("document", "status", document.DocumentStatus),
    ("document, statement", "account", document.Account),
    ("engagement", "kind", marks.EngagementKind),
    ("engagement", "status", marks.EngagementStatus),
    ("actor", "kind", marks.ActorKind),
    ("mention", "kind", marks.MentionKind),
    ("statement", "strength", marks.Strength),
    ("statement", "level", marks.Level),
    ("discrepancy", "aspect", ASPECTS),
    ("finding", "severity", findings.Severity),
    ("when", "precision", when.Precision),
    ("when", "basis", when.Basis),
)


def contract() -> str:
    parts = [NOTICE, "# The data contract", CONTRACT.rstrip(), "## Lines"]
    for name, listings, kind in LINES:
        parts += [f"### {name}", f"Printed by {listings}.", _fields(kind)]
    parts.append("## What lines are made of")
    for name, words, kind in PARTS:
        parts += [f"### {name}", words, _fields(kind)]
    parts += [
        "## Kinds",
        _table(("of", "field", "values"), ((of, f"`{name}`", _values(values)) for of, name, values in KINDS)),
        "## Acts, by family",
        "`discuss` tells that something was talked about; it is no position.",
        _table(("family", "acts"), ((f"`{family}`", _values(acts)) for family, acts in marks.FAMILIES.items())),
        "## Ids",
        "A letter for the kind of thing, a hyphen, and 16 hexadecimal digits.",
        _table(("begins with", "names"), ((f"`{thing}-`", thing.name.lower()) for thing in ids.Thing)),
    ]
    return "\n\n".join(parts) + "\n"


def _fields(kind: type) -> str:
    hints = get_type_hints(kind)
    rows = []
    for field in msgspec.structs.fields(kind):
        name = field.encode_name
        meaning = MEANING.get(f"{kind.__name__}.{name}") or MEANING.get(name)
        if meaning is None:
            raise SystemExit(f"build_reference: {kind.__name__}.{name} has no meaning: say it in MEANING")
        rows.append((f"`{name}`", _json(hints[field.name]), meaning))
    return _table(("field", "type", "meaning"), rows)


def _json(hint: Any) -> str:
    if get_origin(hint) in (Union, types.UnionType):
        parts = [part for part in get_args(hint) if part not in (type(None), msgspec.UnsetType)]
        return " or ".join([_json(part) for part in parts] + ["null"] * (type(None) in get_args(hint)))
    if get_origin(hint) is tuple:
        inner = get_args(hint)
        return f"list of {_json(inner[0])}" if inner[-1] is Ellipsis else f"{len(inner)} numbers"
    if hint in NAMES:
        return f"[{NAMES[hint]}](#{NAMES[hint]})"
    if isinstance(hint, type) and issubclass(hint, str):
        return "text"
    return TYPES[hint]


def _values(values: Iterable[str]) -> str:
    return ", ".join(f"`{value}`" for value in map(str, values))


# --- the lexicon ---------------------------------------------------------------------------------

LEXICON = """\
What the tables of a lexicon file may hold. [The guide](../guides/own-lexicon.md) shows how to write one. Every entry
may also bear `replace = true` or `remove = true`. Fields without a default must be given.
"""
WORDS: dict[str, str] = {
    "irregular": 'a verb, and its past and participle: `speak = "spoke spoken"`',
    "plural": 'a noun, and its plural: `communiqué = "communiqués"`',
    "family": "a family, and the acts that belong to it",
    "deed": "verbs and phrases that tell of a deed unless a clause or a quotation is their content",
    "attitude": "deeds by which a reporter says where somebody stands: `want`, `refuse`",
    "carrier": "forms of verbs that carry a noun of saying and add nothing (`made` a claim)",
    "handler": "deeds that say something only where their object does (`raise` a concern, not money)",
    "matter": "nouns of what is raised or sought by speaking, beside the cues (`issue`, `ceasefire`)",
    "lifeless": "nouns that end like those for people and are none (`paper`, `event`)",
    "nicknames": "a given name, and others that the same person may bear",
    "family_first": "under any key: family names that stand before the given name",
    "particles": "under any key: words inside names",
    "given_last": "under any key: given names that may stand after the family name",
    "given": "under any key: given names",
    "undertaking": "by strength: verbs that bind to what their infinitive says (`agree` to open)",
    "readiness": "by strength: adjectives that do the same (`ready` to send)",
    "resolve": "by strength: nouns that do the same (`commitment` to reduce)",
    "bestowal": "verbs that bind to a measure or an amount itself (`pledge` two ships)",
    "measure": "nouns of what one may bind oneself to as a measure (`ceiling`)",
    "offer": "verbs with which help is offered (`offer`)",
    "help": "nouns of help (`assistance`)",
    "signatory": "nouns that without a name mean those who issue a joint text (`participants`)",
    "order": "verbs with which somebody binds those who serve him (`direct`)",
    "summons": "verbs that demand also where nobody is named (`call` for)",
    "avowal": "verbs with which one's own commitment is told (`reaffirm`)",
    "stance": "adjectives with which one's own commitment is told (`united` in our determination)",
    "contact": "what those who will remain in it do (`consultation`)",
    "refusal": "verbs that only refuse where they are negated (will not `yield`)",
    "proceeding": "nouns of what goes on between parties (`round`)",
    "telling": "verbs whose clause may hold a commitment (`announce` that it would)",
    "conduct": "verbs of what nobody can check (`deepen`)",
    "feat": "verbs whose act can be seen done or not done (`ratify`)",
    "outcome": "nouns of what can be seen (`embassy`)",
    "organ": "nouns of those who act for others (`committee`)",
    "occurrence": "verbs of what happens to a meeting (`convene`)",
    "fate": "verbs of what nobody promises (`benefit`)",
    "proviso": "phrases with which a condition begins (`subject to`)",
    "sequel": "verbs that tell how a promise went on: `completed`, `progress`, `withdrawn`, `refused`",
    "alike": "any name, and words that two sources may use for one thing (`bolster`, `boost`)",
    "light": "under any key: words that tell little of what a statement says (`issue`, `further`)",
}
FIELDS: dict[str, str] = {
    "id": "what other entries call it by: `JP`; with `X-` before it, one of yours meets no other",
    "name": "the name that is shown",
    "names": "other names and spellings",
    "text": "the word or words",
    "Courtesy.kind": "what it does in a talk",
    "pattern": "the regular expression, with curly apostrophes; case does not matter",
    "lemma": "the word as a dictionary has it, or a phrase",
    "variants": "other words and spellings",
    "kind": "what it is",
    "timezone": "an IANA zone, or a fixed offset such as `+05:00`",
    "strength": "how strongly it is said",
    "pos": "part of speech; `fixed` is found as it stands",
    "issuer": "who adopted or issued it",
    "country": "id of the state",
    "capital": "its capital, which stands for its government too",
    "State.alpha3": "three letters, after ISO 3166-1",
    "State.until": "when it ended",
    "Organisation.seat": "the city where it sits, which stands for it too",
    "Office.title": "the title; case does not matter",
    "Office.scope": "of what one holds it",
    "Honorific.position": "before or after the name",
    "Honorific.gender": "which pronoun goes with it",
    "Cue.act": "what is done by saying it",
    "Cue.frames": "where its content stands, see above",
    "Modal.first": "the act where the speaker is the subject",
    "Modal.first_strength": "its strength",
    "Modal.other": "the act where somebody else is",
    "Modal.other_strength": "its strength",
    "EngagementStatus.status": "what the words say of an engagement",
    "EngagementStatus.cues": "the words",
    "CitationPattern.regex": "the regular expression",
    "NamedInstrument.date": "ISO date or year",
    "Issue.terms": "the words, in lower case",
    "Furniture.scope": "that `line`; a heading with the `list` after it; or the `rest` of the text",
    "Furniture.text": "the whole line",
    "Furniture.regex": "searched in the line, where no `text` is given",
    "Publisher.domains": "its web addresses; each stands for all below it",
    "Publisher.state": "id of the state whose official publisher it is, or where it sits",
    "Publisher.organisation": "id of the organisation whose official publisher it is",
    "Zone.abbreviation": "as it is written: `CET`",
    "Zone.offsets": "such as `+01:00`",
    "CalendarName.number": "its number",
    "CalendarName.abbreviations": "without full stop",
    "NumberWord.value": "the number",
    "NumberWord.ordinal": "true for first, second, …",
    "DayPart.start": "the hour at which it begins",
    "DayPart.to": "the hour at which it ends",
    "Place.kind": "`city`, `region`, `sea`, `strait`, `island`, `building`, …",
    "Place.population": "of several places of one name, the largest is meant first",
    "Voice.kind": "see above",
}


def lexicon() -> str:
    parts = [NOTICE, "# Tables of the lexicon", LEXICON.rstrip()]
    for name, table in tables.TABLES.items():
        parts.append(f"## `[[{name}]]`")
        parts.append(_words(inspect.getdoc(table.entry) or ""))
        key = ", ".join(f"`{field}`" for field in table.key)
        told = f"An entry is known by {key}."
        if table.wording:
            told += f" `{table.wordings} = […]` lists several that share all else."
        parts += [told, _entry(table.entry)]
    parts += [
        "## Plain words",
        "Tables with one pair of brackets: each key with the words that stand after it, as a text or a list.",
        _table(("table", "what it holds"), ((f"`[{name}]`", WORDS[name]) for name in tables.WORD_LISTS)),
    ]
    return "\n\n".join(parts) + "\n"


def _entry(kind: type) -> str:
    said = _beside(kind)
    hints = get_type_hints(kind)
    rows = []
    for field in dataclasses.fields(kind):
        name = field.name
        if kind is entries.Cue and name == "family":
            continue  # it follows from the act
        default = "must be given" if field.default is dataclasses.MISSING else _toml(field.default)
        meaning = said.get(name) or FIELDS.get(f"{kind.__name__}.{name}") or FIELDS.get(name)
        if meaning is None:
            raise SystemExit(f"build_reference: {kind.__name__}.{name} has no meaning: say it in FIELDS")
        rows.append((f"`{name}`", _toml_type(hints[name]), default, meaning))
    return _table(("field", "type", "default", "meaning"), rows)


def _toml(value: Any) -> str:
    if value in (None, (), ""):
        return "none"
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


def _toml_type(hint: Any) -> str:
    if get_origin(hint) is Literal:
        return ", ".join(f"`{value}`" for value in get_args(hint))
    if get_origin(hint) in (Union, types.UnionType):
        return " or ".join(_toml_type(part) for part in get_args(hint) if part is not type(None))
    if get_origin(hint) is tuple:
        return "list of words"
    return {str: "text", int: "number", bool: "`true`, `false`"}[hint]


def _beside(kind: type) -> dict[str, str]:
    """What is said of each field: the string below it, or the comment behind it."""
    source = inspect.getsource(kind)
    body = ast.parse(source).body[0]
    assert isinstance(body, ast.ClassDef)
    comments = {
        token.start[0]: token.string.lstrip("# ")
        for token in tokenize.generate_tokens(io.StringIO(source).readline)
        if token.type == tokenize.COMMENT
    }
    said: dict[str, str] = {}
    name = ""
    for node in body.body:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            name = node.target.id
            if node.lineno in comments:
                said[name] = comments[node.lineno]
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and name:
            said[name] = _words(str(node.value.value))
    return said


# --- writing -------------------------------------------------------------------------------------


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def pages() -> dict[str, str]:
    made = {"commands.md": commands(), "data-contract.md": contract(), "lexicon.md": lexicon()}
    return {name: re.sub(r"\n{3,}", "\n\n", page) for name, page in made.items()}


def main(arguments: Sequence[str]) -> int:
    check = list(arguments) == ["--check"]
    if arguments and not check:
        print(__doc__, file=sys.stderr)
        return 2
    stale = []
    for name, page in pages().items():
        path = PAGES / name
        if path.is_file() and path.read_text(encoding="utf-8") == page:
            continue
        stale.append(name)
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(page, encoding="utf-8", newline="\n")
    if check and stale:
        print(f"not as the code says: {', '.join(stale)}: run tools/build_reference.py", file=sys.stderr)
        return 1
    if not check:
        print(f"written: {', '.join(stale) or 'nothing new'}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
