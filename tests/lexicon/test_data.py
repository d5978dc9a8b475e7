"""What every lexicon file must hold true."""

from __future__ import annotations

import datetime
import re
from zoneinfo import ZoneInfo

import pytest

from communique.lexicon import Lexicon, load
from communique.lexicon.tables import TABLES, Shelf, Table, file_names

STATES_OF_THE_UNITED_NATIONS = 193
OFFSET = re.compile(r"[+-]\d\d:\d\d")


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load()


@pytest.mark.parametrize("name", file_names())
def test_every_file_says_where_it_comes_from(lexicon: Lexicon, name: str) -> None:
    about = lexicon.about(name)
    assert about.title
    assert about.source
    assert datetime.date.fromisoformat(about.date)


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_every_table_has_entries(table: Table) -> None:
    assert Shelf().entries(table.name, table.entry)


def test_no_two_states_share_a_name(lexicon: Lexicon) -> None:
    owner: dict[str, str] = {}
    for state in lexicon.states:
        for name in {state.name, *state.names}:
            if state.until is None:
                assert owner.setdefault(name, state.id) == state.id, name


def test_no_name_is_listed_twice(lexicon: Lexicon) -> None:
    named = [(e.name, *e.names) for e in lexicon.states]
    named += [(e.name, *e.names) for e in lexicon.organisations]
    named += [(e.name, *e.names) for e in lexicon.instruments]
    for names in named:
        assert len(set(names)) == len(names), names[0]


def test_all_member_states_are_there(lexicon: Lexicon) -> None:
    living = [state for state in lexicon.states if state.until is None]
    others = {"XK", "PS", "TW", "VA", "CK", "NU", "EH"}
    assert len({state.id for state in living} - others) == STATES_OF_THE_UNITED_NATIONS
    assert others <= {state.id for state in living}


def test_states_have_a_zone_and_people(lexicon: Lexicon) -> None:
    for state in lexicon.states:
        if state.until is None:
            assert state.demonyms, state.id
            assert state.timezone, state.id
            ZoneInfo(state.timezone)


def test_organisations_refer_to_what_exists(lexicon: Lexicon) -> None:
    for organisation in lexicon.organisations:
        assert organisation.of is None or organisation.of in lexicon.organisation_by_id, organisation.id
        assert all(member in lexicon.state_by_id for member in organisation.members), organisation.id
        if organisation.timezone:
            ZoneInfo(organisation.timezone)


def test_publishers_refer_to_what_exists(lexicon: Lexicon) -> None:
    for publisher in lexicon.publishers:
        assert publisher.organisation is None or publisher.organisation in lexicon.organisation_by_id
        assert publisher.state is None or publisher.state in lexicon.state_by_id
        assert publisher.domains
        if publisher.timezone:
            ZoneInfo(publisher.timezone)


def test_instruments_have_dates_that_are_dates(lexicon: Lexicon) -> None:
    for instrument in lexicon.instruments:
        assert instrument.date is None or re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", instrument.date), instrument.id
        known = instrument.issuer in lexicon.organisation_by_id or instrument.issuer in lexicon.state_by_id
        assert instrument.issuer is None or known, instrument.id


def test_places_lie_in_states(lexicon: Lexicon) -> None:
    for place in lexicon.places:
        assert place.country is None or place.country in lexicon.state_by_id, place.name


def test_every_cue_has_a_known_act_and_known_frames(lexicon: Lexicon) -> None:
    frames = re.compile(r"that|quote|object|inf|to-inf-object|prep:[a-z]+|as|wh|gerund|addressee|source")
    for cue in lexicon.all_cues:
        assert lexicon.family_of[cue.act] == cue.family
        assert cue.frames, cue.lemma
        assert all(frames.fullmatch(frame) for frame in cue.frames), cue.lemma
        assert (" " in cue.lemma) or cue.pos != "phrase", cue.lemma


def test_every_act_has_cues(lexicon: Lexicon) -> None:
    assert {cue.act for cue in lexicon.all_cues} == set(lexicon.family_of)


def test_terms_of_issues_are_lower_case(lexicon: Lexicon) -> None:
    for issue in lexicon.issues:
        assert issue.terms
        assert len(set(issue.terms)) == len(issue.terms), issue.name
        assert all(term == term.lower() for term in issue.terms), issue.name


def test_expressions_compile(lexicon: Lexicon) -> None:
    for furniture in lexicon.furniture:
        assert (furniture.text is None) != (furniture.regex is None)
        re.compile(furniture.regex or "")
    for pattern in lexicon.citation_patterns:
        assert re.compile(pattern.regex).groups, pattern.id


def test_zones_have_offsets(lexicon: Lexicon) -> None:
    for zone in lexicon.zones:
        assert zone.offsets
        assert all(OFFSET.fullmatch(offset) for offset in zone.offsets), zone.abbreviation


def test_the_calendar_is_whole(lexicon: Lexicon) -> None:
    assert set(lexicon.months.values()) == set(range(1, 13))
    assert set(lexicon.weekdays.values()) == set(range(1, 8))
    assert set(range(101)) <= {number.value for number in lexicon.number_words if not number.ordinal}
