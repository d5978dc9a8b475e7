"""The grammar: which sequences of kinds are an expression of time, and what each says.

A rule is written in the names of kinds; `{NAME}` stands for a group of them. Where several rules match, the one that
starts first and reaches farthest counts; what `nothing` builds takes its place in the text and is no mark.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from communique.marking.times import counted, dated
from communique.marking.times.tokens import TAG, Token, Tokens
from communique.model.times import TimeValue

Builder = Callable[[Sequence[Token], Token, Token], TimeValue | None]

_GROUPS = {
    "DAY": "[day ordinal]",
    "MONTH": "[month weakmonth]",
    "WEEKDAY": "[weekday weakweekday]",
    "YEAR": "[year short]",
    "TO": "[dash to through until]",
    "UNIT": "[unit units quarter]",
    "N": "(?: day | number | count (?: dash? count ){0,3} )",
    "SHIFT": "[last past previous next coming following this that same]",
    "PORTION": "[early mid late start end]",
    "PART": "(?: the? {PORTION} (?: dash | of )? the? )",
    "HOW": "(?: about | at? least | more than | over )",
    "QUANTITY": "(?: half the? a | half dash? (?=unit) | a? {N} (?: and? a half | dash and dash a dash half )?"
    " | {N} {TO} {N} | a couple of? | a? few | a half | a )",
    "IN": "[in of since until by from to through last next this early mid late during before after between and or]",
    "AGO": "(?: unit dash? (?:ago|earlier) )",
    "NAMED": "(?: {WEEKDAY} comma? (?: the | on )? )",  # the weekday before a date
    "THEN": "(?: (?: comma | of )? {YEAR} )",  # the year after it
}
NOTHING = TimeValue()


@dataclass(frozen=True, slots=True)
class Rule:
    pattern: re.Pattern[str]
    build: Builder


@dataclass(frozen=True, slots=True)
class Expression:
    """Tokens `[first, last)` and what they say."""

    first: int
    last: int
    value: TimeValue


def _rule(written: str, build: Builder) -> Rule:
    for _ in range(3):
        for name, group in _GROUPS.items():
            written = written.replace(f"{{{name}}}", f"(?:{group})")
    tagged = re.sub(r"[a-z]+", lambda word: TAG[word[0]], written)
    return Rule(re.compile(re.sub(r"\s+", "", tagged)), build)


def nothing(tokens: Sequence[Token], before: Token, after: Token) -> TimeValue:
    return NOTHING


RULES: tuple[Rule, ...] = tuple(
    _rule(written, build)
    for written, build in (
        # days
        ("iso", dated.iso),
        ("slash", dated.slash),
        ("(?: the? part of )? {NAMED}? {DAY} of? {MONTH} {THEN}?", dated.absolute),
        ("{NAMED}? the ordinal of? {MONTH} {THEN}?", dated.absolute),
        ("(?: the? part of )? {NAMED}? {MONTH} the? {DAY} {THEN}?", dated.absolute),
        ("{WEEKDAY} comma? the ordinal", dated.absolute),
        ("day dash {MONTH} dash (?:{YEAR}|number|day)", dated.absolute),
        ("{NAMED}? {DAY} {TO} {NAMED}? the? {DAY} of? {MONTH} {THEN}?", dated.absolute),
        ("(?<=between) {DAY} and {DAY} of? {MONTH} {THEN}?", dated.absolute),
        ("{MONTH} {DAY} {TO} the? {DAY} {THEN}?", dated.absolute),
        ("{DAY} and {DAY} of? {MONTH} {THEN}?", dated.two_days),
        ("{MONTH} {DAY} and {DAY} {THEN}?", dated.two_days),
        ("(?<=between) {MONTH} {DAY} and {DAY} {THEN}?", dated.absolute),
        # months
        ("{PART}? {MONTH} {THEN}", dated.absolute),
        ("{PART}? month", dated.absolute),
        ("{PART} {MONTH}", dated.absolute),
        ("(?<={IN}) weakmonth", dated.absolute),
        ("{MONTH} {TO} {MONTH} {THEN}?", dated.absolute),
        ("(?<=between) {MONTH} and {MONTH} {THEN}?", dated.absolute),
        ("{PART}? {SHIFT} {MONTH} (?!{DAY})", dated.shifted),
        ("{PART}? {MONTH} of? {SHIFT} unit", dated.shifted),
        ("{MONTH} {DAY} of? (?:last|next|this) unit", dated.shifted),
        ("{SHIFT} unit possessive {MONTH}", dated.shifted),
        # years and what they are made of
        ("year", dated.bare_year),
        ("{PART} {YEAR}", dated.absolute),
        ("count count (?: dash? count )?", dated.spelled_year),
        ("the unit count count (?: and? count (?: dash? count )? )?", dated.year_in_words),
        ("{PART}? the? season of? count count (?: dash? count )?", dated.season_in_words),
        ("(?<=[in since by until of]) short", dated.absolute),
        ("fiscal unit? {YEAR}", dated.absolute),
        ("{YEAR} {TO} {YEAR}", dated.absolute),
        ("year dash (?:day|number)", dated.short_range),
        ("(?<=between) {YEAR} and {YEAR}", dated.absolute),
        ("the? (?: [early mid late] dash? )? decade", dated.decade),
        ("the? (?: [early mid late] dash? )? (?: count dash )? ordinal dash? unit", dated.century),
        ("{PART}? the? season of? {YEAR}", dated.season),
        ("{PART}? {SHIFT} season", dated.season),
        ("(?<=[in during since until by]) the? {PART}? season (?!of)", dated.season),
        ("season of? {SHIFT} unit", dated.season),
        (
            "the? {PART}? the? fiscal? [ordinal last] dash? fiscal? dash? [quarter half]"
            " (?: dash? (?:of|in|comma)? fiscal? unit? {YEAR})?",
            dated.quarter,
        ),
        ("(?:{YEAR}|{SHIFT} unit) possessive? [ordinal last] dash? [quarter half]", dated.quarter),
        ("the? [ordinal last] dash? [quarter half] (?:of|in)? (?:{SHIFT}|the) fiscal? unit", dated.quarter),
        ("the? {AGO} ordinal dash? [quarter half]", dated.quarter_ago),
        ("the? like? {AGO} [quarter period] | the? unit dash [ago earlier]", counted.period_ago),
        (
            "(?:the|this)? [same like] [quarter period] (?:of|in)? (?: a? {AGO} | [last previous] unit)",
            counted.period_ago,
        ),
        ("(?:the|this)? same unit (?:of|in)? (?: a? {AGO} | [last previous] unit)", counted.same_month),
        ("the {YEAR} [quarter period]", dated.absolute),
        ("the? {MONTH} quarter {THEN}?", dated.quarter_named),
        ("the unit {YEAR} | {PART} unit {YEAR}", dated.year_named),
        ("the? [ordinal last] unit (?:of|in) {MONTH} {THEN}?", dated.week_of),
        ("capital unit possessive? [unit eve] {THEN}?", dated.new_year),
        ("quarternumber (?: comma? of? {YEAR})?", dated.numbered_quarter),
        # weekdays
        ("(?:the part of)? (?: [early mid late] dash? )? weekday part?", dated.absolute),
        ("(?<=on) weakweekday", dated.absolute),
        ("{WEEKDAY} of? {SHIFT} unit", dated.shifted),
        ("(?:this|the)? {SHIFT} {WEEKDAY} [part]?", dated.shifted),
        ("{WEEKDAY} {SHIFT} unit", dated.shifted),
        ("a unit ago weekday", dated.week_before),
        # counted from the anchor
        ("[early late earlier later]? deictic (?: possessive? part )?", counted.deictic),
        ("the? unit before deictic | the? unit after deictic", counted.day_beyond),
        ("[early late earlier later] in the unit", counted.same_day),
        ("(?:the|on)? [last next previous following this that same] part", counted.part),
        ("[earlier later]? in? {PART}? the? fiscal? {SHIFT} fiscal? [unit quarter]", counted.shifted),
        ("the? [last past this] {SHIFT} [unit quarter]", counted.shifted),
        ("unit dash? end", counted.year_end),
        ("the? {PORTION} of? the [unit quarter] | unit dash end", counted.portion),
        ("{HOW}? {QUANTITY} dash? {UNIT} dash? (?:or so)? (?:ago|hence|from now|later|earlier)", counted.away),
        ("{HOW}? {QUANTITY} {UNIT} [before after] (?=[other break comma close])", counted.away),
        ("the [unit part] [before after earlier later] (?=[other break comma and close])", counted.beside),
        # how long
        ("{HOW}? {QUANTITY} (?:more|full)? dash? {UNIT} (?: dash? long | and a half )?", counted.duration),
        ("the? {SHIFT} {HOW}? {QUANTITY}? full? dash? {UNIT}", counted.duration),
        ("the? ordinal {HOW}? {QUANTITY} full? dash? {UNIT}", counted.duration),
        ("unit dash long", counted.duration),
        ("the? {AGO} {QUANTITY} {UNIT}", counted.length_ago),
        # clock
        ("clock (?: open? zone close? )?", dated.clock),
        ("noon (?: open? zone close? )?", dated.clock),
        ("clock in the part", dated.clock),
        ("(?<= [at from until]) number (?! dash)", dated.dotted_clock),
        ("(?<= year comma) number (?! dash)", dated.dotted_clock),
        # no marks
        ("every {QUANTITY}? {UNIT} | every ordinal? {WEEKDAY} part?", nothing),
        ("every ordinal? {MONTH} | every [part season]", nothing),
        ("{QUANTITY} dash? {UNIT} dash? (?:old | of unknown (?!.))", nothing),
        ("numbered", nothing),
    )
)
VAGUE_RULES: tuple[Rule, ...] = tuple(
    _rule(written, build)
    for written, build in (
        ("vague", counted.vague),
        ("now", counted.vague),
        ("[earlier later]", counted.vague),
        ("the? [recent coming] units", counted.vague_units),
        ("a? few {UNIT} ago", counted.vague_units),
        ("{HOW}? the? [last past next coming this]? a? few full? {UNIT}", counted.open_length),
        ("units", counted.open_length),
        ("the fiscal? unit", counted.portion),
        ("the latest? quarter", counted.latest),
        ("the? latest fiscal? unit", counted.latest),
        ("the? [early mid late] dash? part", counted.some_part),
        ("the part", counted.some_part),
        ("the unit", counted.same_day),
        ("the? [past this recent] | the time | the vague", counted.vague),
    )
)


def read(tokens: Tokens, *, vague: bool) -> tuple[Expression, ...]:
    """The expressions in the order of the text, none overlapping another."""
    border = Token("break", 0, 0)
    found: list[Expression] = []
    for rule in (*RULES, *VAGUE_RULES) if vague else RULES:
        for match in rule.pattern.finditer(tokens.tags):
            first, last = match.span()
            before = tokens.found[first - 1] if first else border
            after = tokens.found[last] if last < len(tokens.found) else border
            value = rule.build(tokens.found[first:last], before, after)
            if value is not None:
                found.append(Expression(first, last, value))
    return tuple(expression for expression in _longest(found) if expression.value != NOTHING)


def _longest(found: list[Expression]) -> Iterator[Expression]:
    end = 0
    for expression in sorted(found, key=lambda e: (e.first, -e.last)):
        if expression.first >= end:
            end = expression.last
            yield expression
