"""What a reader of the lexicon finds under a surface form."""

from __future__ import annotations

import re

import pytest

from communique.lexicon import Lexicon, load


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load()


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("U.S.", "US"),
        ("DPRK", "KP"),
        ("Turkey", "TR"),
        ("Britain", "GB"),
        ("Côte d’Ivoire", "CI"),
        ("Soviet Union", "SU"),
    ],
)
def test_states(lexicon: Lexicon, name: str, state: str) -> None:
    assert lexicon.state_by_name[name].id == state


def test_what_several_states_share(lexicon: Lexicon) -> None:
    assert {s.id for s in lexicon.states_by_demonym["Congolese"]} == {"CD", "CG"}
    assert {s.id for s in lexicon.states_by_metonym["Kremlin"]} == {"RU"}
    assert {s.id for s in lexicon.states_by_capital["Kiev"]} == {"UA"}


def test_organisations(lexicon: Lexicon) -> None:
    assert lexicon.organisation_by_name["Security Council"].of == "un"
    assert lexicon.organisation_by_name["NATO"].chief[0] == "Secretary General"
    assert lexicon.organisation_by_name["G7"].kind == "group"


@pytest.mark.parametrize(
    ("title", "rank", "domain"),
    [
        ("foreign ministers", 2, "foreign affairs"),
        ("minister of defense", 2, "defence"),
        ("secretary-general", 1, None),
        ("secretaries general", 1, None),
        ("pm", 1, None),
        ("spokeswoman", 4, None),
    ],
)
def test_offices(lexicon: Lexicon, title: str, rank: int, domain: str | None) -> None:
    office = lexicon.office_by_title[title]
    assert (office.rank, office.domain) == (rank, domain)


def test_who_speaks_for_others(lexicon: Lexicon) -> None:
    assert lexicon.office_by_title["spokesmen"].speaks_for
    assert lexicon.office_by_title["chief"].informal
    assert {"spokesmen", "directors general"} <= lexicon.plural_titles


def test_cues(lexicon: Lexicon) -> None:
    assert {form.cue.act for form in lexicon.cues["condemned"]} == {"condemn"}
    assert {form.form for form in lexicon.cues["spoken"]} == {"participle"}
    assert any(form.cue.negative for form in lexicon.cues["denied"])
    assert lexicon.cues["criticized"][0].cue.lemma == "criticise"
    assert ("called", "on") in {form.words for form in lexicon.phrase_cues["called"]}
    assert {"commit", "agree"} <= {form.cue.act for form in lexicon.cues["agreed"]}


def test_strength(lexicon: Lexicon) -> None:
    assert lexicon.intensifier_by_text["in the strongest terms"].strength == "strongest"
    assert lexicon.modal_by_text["must"].other == "demand"
    assert lexicon.modal_by_text["will"].first == "commit"


def test_engagements(lexicon: Lexicon) -> None:
    assert lexicon.engagements["held talks with"][0].kind == "meeting"
    assert lexicon.engagements["phone calls"][0].kind == "call"
    assert lexicon.engagements["state visit"][0].kind == "visit"
    assert {status.status for status in lexicon.statuses} == {"planned", "held", "postponed", "cancelled"}


def test_persons(lexicon: Lexicon) -> None:
    assert "joseph" in lexicon.nicknames["joe"]
    assert "nguyen" in lexicon.family_first
    assert "van" in lexicon.particles
    assert "maria" in lexicon.given_names
    assert lexicon.honorific_by_text["Mr"].gender == "male"


def test_places(lexicon: Lexicon) -> None:
    assert lexicon.gazetteer.find("Taiwan Strait")[0].kind == "strait"
    assert lexicon.gazetteer.find("Hiroshima")[0].country == "JP"
    cities = [place.population for place in lexicon.gazetteer.find("Birmingham")]
    assert cities == sorted(cities, reverse=True)
    assert lexicon.gazetteer.find("Nowhere At All") == ()


@pytest.mark.parametrize(
    ("text", "pattern", "group", "value"),
    [
        ("UNSCR 2375", "unscr", "numbers", "2375"),
        ("UN Security Council resolutions 1718 and 1874 were", "sc-resolution", "numbers", "1718 and 1874"),
        ("S/RES/1325 (2000)", "sc-symbol", "year", "2000"),
        ("A/RES/ES-11/1", "ga-symbol", "number", "ES-11/1"),
        ("General Assembly resolution 217", "ga-resolution", "number", "217"),
        ("resolution 2375 (2017)", "resolution-year", "year", "2017"),
        ("Resolution 12/3", "resolution-slash", "number", "12/3"),
        ("Resolution 2375 adopted", "resolution", "number", "2375"),
        ("resolutions 1540, 1718 and 1874", "resolutions", "numbers", "1540, 1718 and 1874"),
        ("Article 5 of the North Atlantic Treaty", "article-of", "body", "North Atlantic Treaty"),
        ("Executive Order 14024", "executive-order", "number", "14024"),
    ],
)
def test_citations(lexicon: Lexicon, text: str, pattern: str, group: str, value: str) -> None:
    regex = next(p.regex for p in lexicon.citation_patterns if p.id == pattern)
    found = re.search(regex, text)
    assert found is not None
    assert found[group] == value


@pytest.mark.parametrize(
    ("line", "scope"),
    [
        ("Your email address will not be published.", "rest"),
        ("Share on Facebook", "line"),
        ("Weekly access ranking", "list"),
    ],
)
def test_furniture(lexicon: Lexicon, line: str, scope: str) -> None:
    scopes = {
        furniture.scope
        for furniture in lexicon.furniture
        if (furniture.text and furniture.text.casefold() == line.casefold().rstrip("."))
        or (furniture.regex and re.search(furniture.regex, line, re.IGNORECASE))
    }
    assert scope in scopes


def test_publishers_and_zones(lexicon: Lexicon) -> None:
    assert lexicon.publisher_by_domain["state.gov"].state == "US"
    assert lexicon.publisher_by_domain["nato.int"].organisation == "nato"
    assert lexicon.publisher_by_name["Reuters"].kind == "press"
    assert lexicon.zone_by_abbreviation["JST"].offsets == ("+09:00",)
    assert len(lexicon.zone_by_abbreviation["IST"].offsets) > 1
