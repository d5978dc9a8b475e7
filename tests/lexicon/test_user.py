"""What users add: new entries, changed ones, and files that cannot be used."""

from __future__ import annotations

import pickle

import pytest

from communique.lexicon import LexiconError, load

REGION = b"""
[about]
title = "A region of our own"
source = "invented"
date = "2026-11-22"

[[state]]
id = "XA"
name = "Ardenmark"
demonyms = ["Ardenish"]
capital = "Holm"
timezone = "+05:00"

[[state]]
id = "JP"
metonyms = ["Cherry House"]
name = "Japan"

[[organisation]]
id = "pact"
name = "Strait Pact"
names = ["SP"]
chief = ["Steward"]

[[office]]
title = "steward"
rank = 1
scope = "organisation"

[[cue]]
lemmas = ["trumpet forth", "belabour/belabor"]
pos = "verb"
act = "assert"
frames = ["that"]

[[place]]
places = ["Holm/Old Holm", "Narrow Strait"]
country = "XA"

[[issue]]
name = "trade"
terms = ["salt toll"]

[irregular]
belabour = "belaboured"

[nicknames]
ottoline = "otti"
"""


def test_new_entries_are_found() -> None:
    lexicon = load([REGION])
    assert lexicon.state_by_name["Ardenmark"].timezone == "+05:00"
    assert [s.id for s in lexicon.states_by_demonym["Ardenish"]] == ["XA"]
    assert [s.id for s in lexicon.states_by_capital["Holm"]] == ["XA"]
    assert lexicon.organisation_by_name["SP"].chief == ("Steward",)
    assert lexicon.office_by_title["stewards"].title == "steward"
    assert "stewards" in lexicon.plural_titles
    assert {form.cue.lemma for form in lexicon.cues["belabored"]} == {"belabour"}
    assert lexicon.gazetteer.find("Old Holm")[0].country == "XA"
    assert lexicon.gazetteer.find("Narrow Strait")[0].country == "XA"
    assert lexicon.nicknames["otti"] == {"ottoline"}


def test_a_known_entry_grows() -> None:
    lexicon = load([REGION])
    japan = lexicon.state_by_id["JP"]
    assert "Cherry House" in japan.metonyms
    assert "Kantei" in japan.metonyms
    assert japan.capital == "Tokyo"
    trade = next(issue for issue in lexicon.issues if issue.name == "trade")
    assert {"salt toll", "tariff"} <= set(trade.terms)


def test_an_entry_can_be_replaced_and_removed() -> None:
    lexicon = load(
        [
            b'[[state]]\nid = "JP"\nname = "Nihon"\nreplace = true\n[[issue]]\nname = "trade"\nremove = true\n'
            b'[[cue]]\nlemma = "say"\npos = "verb"\nact = "assert"\nremove = true\n'
        ]
    )
    assert lexicon.state_by_id["JP"].capital is None
    assert "trade" not in {issue.name for issue in lexicon.issues}
    assert all(form.cue.lemma != "say" for form in lexicon.cues.get("said", ()))


def test_the_users_name_wins() -> None:
    lexicon = load([b'[[state]]\nid = "XB"\nname = "Georgia"\ndemonyms = ["Georgian"]\n'])
    assert lexicon.state_by_name["Georgia"].id == "XB"
    assert lexicon.states_by_demonym["Georgian"][0].id == "XB"


def test_later_files_lie_over_earlier_ones() -> None:
    one = b'[[state]]\nid = "XC"\nname = "One"\ncapital = "First"\n'
    two = b'[[state]]\nid = "XC"\ncapital = "Second"\n'
    state = load([one, two]).state_by_id["XC"]
    assert (state.name, state.capital) == ("One", "Second")


def test_the_digest_tells_lexicons_apart() -> None:
    assert load().digest == load().digest
    assert load([REGION]).digest == load([REGION.replace(b"\n", b"\r\n")]).digest
    assert len({load().digest, load([REGION]).digest, load([REGION, REGION]).digest}) == 3


def test_a_lexicon_travels_to_other_processes() -> None:
    lexicon = load([REGION])
    assert lexicon.cues
    travelled = pickle.loads(pickle.dumps(lexicon))
    assert travelled.digest == lexicon.digest
    assert travelled.state_by_name == lexicon.state_by_name


@pytest.mark.parametrize(
    ("content", "parts"),
    [
        (b"[[state]\nid = 1", ["line 1", "try"]),
        (b"\xff\xfe", ["UTF-8", "try"]),
        (b'[[country]]\nid = "X"', ["country", "no such table", "state"]),
        (b'[state]\nid = "X"', ["state", "two brackets"]),
        (b'[[state]]\nid = "XD"\nname = "D"\ncapitol = "X"', ["state 1", "capitol", "capital"]),
        (b'[[state]]\nid = "XD"', ["state 'XD'", "name", "adding"]),
        (b'[[state]]\nid = "XD"\nname = 4', ["state 'XD'", "name", "str"]),
        (b'[[state]]\nid = "XD"\nname = "D"\nnames = "D"', ["state 'XD'", "names", "array"]),
        (b'[[state]]\nid = "XD"\nname = "D"\ntimezone = "Moon/Base"', ["timezone", "Moon/Base", "+05:00"]),
        (b'[[cue]]\nlemma = "hum"\npos = "verb"\nact = "sing"', ["hum", "act", "sing", "assert"]),
        (b'[[cue]]\nlemmas = "hum"\npos = "verb"\nact = "assert"', ["lemmas", "list"]),
        (b'[[furniture]]\nscope = "line"\nregex = "("', ["furniture", "regex", "try"]),
        (b'[[furniture]]\nscope = "page"\ntext = "x"', ["furniture 'x'", "scope"]),
        (b"[nicknames]\njoe = 3", ["nicknames", "words", "try"]),
        (b"given = 3", ["given", "words"]),
    ],
)
def test_a_bad_file_gives_one_line_that_says_where_and_what_to_try(content: bytes, parts: list[str]) -> None:
    with pytest.raises(LexiconError) as caught:
        load([b"", content])
    line = str(caught.value)
    assert "\n" not in line
    assert line.startswith("user lexicon 2: ")
    assert all(part in line for part in parts), line
