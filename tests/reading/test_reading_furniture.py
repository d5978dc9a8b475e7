"""Furniture in texts without markup. Precision first: what may be the document's own is never marked."""

from __future__ import annotations

import pytest

from communique.lexicon import Lexicon
from communique.reading import read

PROSE = (
    "The foreign ministers of Veldane and Orsk signed a pact on harbour fees early on Sunday, officials said.",
    "“We are tired,” said the minister of Veldane, and added that the pact was short and would be kept by both sides.",
    "Fishermen in both countries had asked for the pact for eleven years, and some of them cheered on the quay.",
)
ARTICLE = "\n\n".join(PROSE)
TITLE = "Veldane and Orsk sign harbour pact after a night of talks"


def marked(text: str, lexicon: Lexicon) -> list[str]:
    reading = read(text.encode(), name="x", lexicon=lexicon)
    return [reading.text[mark.start : mark.end] for mark in reading.furniture]


@pytest.mark.parametrize(
    "lines",
    [
        ["Related Articles", "Crane falls on empty ship", "The last lamplighter retires"],
        [
            "Leave a Reply",
            "Your email address will not be published. Required fields are marked *",
            "Comment *",
            "Name *",
        ],
        ["Back to top"],
        ["Share this story"],
        ["Subscribe to our newsletter and get the news in your inbox"],
        ["MOST READ", "Crane falls on empty ship", "Why gulls shout", "What is a buoy, and who may move one at night?"],
        ["Home | World | Harbour | Money | Contact"],
        ["© 2031 The Brackwater Post"],
        ["Sign up for our free letter", "Related Articles", "Leave a Reply", "Back to top button"],
        ["Good journalism costs money.", "Become a supporter for two crowns a month."],
    ],
)
def test_what_stands_below_an_article_is_marked(lines: list[str], lexicon: Lexicon) -> None:
    text = f"{TITLE}\n\n{ARTICLE}\n\n" + "\n\n".join(lines)
    assert marked(text, lexicon) == lines


@pytest.mark.parametrize(
    "lines",
    [
        ["World News"],
        ["MENU", "Home | World | Seas & Ports | Opinion", "Seas & Ports"],
        ["Skip to content", "Subscribe"],
    ],
)
def test_what_stands_above_the_title_is_marked(lines: list[str], lexicon: Lexicon) -> None:
    text = "\n\n".join([*lines, TITLE, ARTICLE])
    reading = read(text.encode(), name="x", lexicon=lexicon)
    assert [reading.text[f.start : f.end] for f in reading.furniture] == lines
    assert reading.title is not None and reading.title.value == TITLE


def test_a_bullet_and_a_name_alone_credit_an_agency(lexicon: Lexicon) -> None:
    reading = read(f"• Meridian Press\n\n{ARTICLE}".encode(), name="x", lexicon=lexicon)
    assert [f.reason for f in reading.furniture] == ["credit line"]
    assert reading.origin is not None and reading.origin.value == "Meridian Press"
    assert reading.origin.span is not None and reading.origin.span.of(reading.text) == "Meridian Press"


def test_popular_lists_with_bullets_alone(lexicon: Lexicon) -> None:
    lines = [
        '"Harbour" POPULAR ARTICLE',
        "-",
        "Crane Falls on Empty Ship; Nobody Hurt",
        "-",
        "Why Gulls Shout",
        "NV ACCESS RANKING",
    ]
    text = f"{TITLE}\n{PROSE[0]}\n{PROSE[1]}\n" + "\n".join(
        [*lines, "- The Last Lamplighter Retires", "- Ten Soups for Fog"]
    )
    expected = [line for line in lines if line != "-"] + ["The Last Lamplighter Retires", "Ten Soups for Fog"]
    assert marked(text, lexicon) == expected


def test_a_related_box_amid_the_article_ends_where_prose_begins(lexicon: Lexicon) -> None:
    text = f"{TITLE}\n\n{PROSE[0]}\n\nRead also\n\nCrane falls on empty ship\n\n{PROSE[1]}\n\n{PROSE[2]}"
    assert marked(text, lexicon) == ["Read also", "Crane falls on empty ship"]


@pytest.mark.parametrize(
    "text",
    [
        # the end of an official text: signatures, contacts of parties, a closing formula
        f"Joint statement\n\n{ARTICLE}\n\nDone in Brackwater in two copies.\n\nTomas Reave\n\nLida Marn",
        # sections of a document called like the sections of a page
        f"Report on the Visit\n\nPartners\n\n{PROSE[0]}\n\nAfrica\n\n{PROSE[1]}\n\nComments\n\n{PROSE[2]}",
        # a list of participants at the end
        f"Summary\n\n{ARTICLE}\n\nParticipants:\n\n- Tomas Reave, Minister of Veldane\n- Lida Marn, Minister of Orsk",
        # prose that speaks of the things that furniture speaks of
        f"{TITLE}\n\nThe minister called on readers to share the news, to subscribe to the pact and to leave a reply "
        f"at the office.\n\n{ARTICLE}",
        # a deck below the title, a dateline, a short last sentence
        f"{TITLE}\n\nThe pact is “short but clear”.\n\nBRACKWATER - {ARTICLE}\n\nShe left on Monday.",
        # stamps are metadata, not furniture
        f"{TITLE}\n\nPublished: 4 May 2031 07:15\n\nLast updated: 4 May 2031 09:40\n\n{ARTICLE}",
        "\n\n".join(PROSE),
    ],
)
def test_the_document_itself_is_never_marked(text: str, lexicon: Lexicon) -> None:
    assert marked(text, lexicon) == []


def test_an_end_mark_does_not_make_names_into_headlines(lexicon: Lexicon) -> None:
    names = "\n\n".join(
        f"Sen. {name} Rook, Chair of the Harbour Committee of the Senate" for name in ("Ada", "Ben", "Cora", "Dan")
    )
    assert marked(f"# {TITLE}\n\n{ARTICLE}\n\n{names}\n\n###\n", lexicon) == ["###"]
