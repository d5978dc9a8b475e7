"""Title, publisher, kind, language, address, origin and stamps, each with its basis."""

from __future__ import annotations

import pytest
from reading_documents import MARKDOWN, pages

from communique.lexicon import Lexicon
from communique.model.document import DocumentKind, StampKind
from communique.reading import read
from communique.reading.clock import clock

PROSE = (
    "The foreign ministers of Veldane and Orsk met in Brackwater and agreed on a pact about the fees of their harbours."
)
SAID = (
    "“We are tired,” the minister of Veldane said, and added that the pact was short and clear.\n\n"
    "“It will be kept,” his colleague told reporters. She said that the arrears would be paid before the autumn.\n\n"
)


def kind(text: str, lexicon: Lexicon) -> str:
    claim = read(text.encode(), name="x", lexicon=lexicon).kind
    assert claim is not None
    return claim.value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"Joint statement of Veldane and Orsk\n\n{PROSE}", DocumentKind.JOINT_STATEMENT),
        (f"Veldane-Orsk Joint Leaders’ Statement\n\n{PROSE}", DocumentKind.JOINT_STATEMENT),
        (f"Communiqué of the Straits Summit\n\n{PROSE}", DocumentKind.JOINT_STATEMENT),
        (f"Readout of Minister Reave’s Call with Minister Marn\n\n{PROSE}", DocumentKind.READOUT),
        (f"Meeting between Minister Reave and Minister Marn\n\n{PROSE}", DocumentKind.READOUT),
        (
            f"Veldane-Orsk Ministers\n\n{PROSE}\n\nThe overview of the talks is as follows.\n\n1. {PROSE}",
            DocumentKind.READOUT,
        ),
        (f"Remarks by Minister Reave at the Harbour\n\n{PROSE}", DocumentKind.STATEMENT),
        (f"Statement by Minister Marn on the Readout of the Call\n\n{PROSE}", DocumentKind.STATEMENT),
        (f"Press Briefing by Spokesperson Ada Quill\n\n{PROSE}", DocumentKind.TRANSCRIPT),
        (f"Remarks by Minister Reave and Minister Marn in Press Conference\n\n{PROSE}", DocumentKind.TRANSCRIPT),
        (f"Remarks by Minister Reave Before a Press Conference\n\n{PROSE}", DocumentKind.STATEMENT),
        (
            f"Remarks at the Quay\n\nMINISTER REAVE:  {PROSE}\n\nQ  Why?\n\nMINISTER REAVE:  {PROSE}",
            DocumentKind.TRANSCRIPT,
        ),
        (f"Ministers sign pact\n\nBy Ada Quill\n\n{PROSE}\n\n{SAID}", DocumentKind.NEWS_REPORT),
        (f"Ministers sign pact\n\n{PROSE}\n\n{SAID}Related articles\n\nLeave a reply", DocumentKind.NEWS_REPORT),
        (f"Ministers sign pact\n\nBRACKWATER (Meridian Press) - {PROSE}\n\n{SAID}", DocumentKind.REPOST),
        (f"• Meridian Press\n\n{PROSE}\n\n{SAID}", DocumentKind.REPOST),
        (f"Joint statement issued on the pact\n\n{PROSE}\n\n{SAID}", DocumentKind.JOINT_STATEMENT),
        (f"A walk along the quay\n\n{PROSE}", DocumentKind.OTHER),
    ],
)
def test_the_kind(text: str, expected: DocumentKind, lexicon: Lexicon) -> None:
    assert kind(text, lexicon) == expected


@pytest.mark.parametrize(
    ("line", "stamp", "value"),
    [
        ("31 Oct. 2017", StampKind.PUBLISHED, "2017-10-31"),
        ("October 31, 2017", StampKind.PUBLISHED, "2017-10-31"),
        ("Tuesday, 31 October 2017", StampKind.PUBLISHED, "2017-10-31"),
        ("13:33 JST, February 1, 2023", StampKind.PUBLISHED, "2023-02-01T13:33+09:00"),
        ("1 Feb 2023 06:27", StampKind.PUBLISHED, "2023-02-01T06:27"),
        ("Last updated: 31 Oct. 2017 06:27", StampKind.UPDATED, "2017-10-31T06:27"),
        ("Published on 1st of May 2023 at 9 a.m.", StampKind.PUBLISHED, "2023-05-01T09:00"),
        ("2021-01-20 21:02:44-05:00", StampKind.PUBLISHED, "2021-01-20T21:02:44-05:00"),
        ("2021-01-20T21:02:44Z", StampKind.PUBLISHED, "2021-01-20T21:02:44+00:00"),
        ("23-Oct.-2031", StampKind.PUBLISHED, "2031-10-23"),
        ("31.10.2017", StampKind.PUBLISHED, "2017-10-31"),
        ("10/31/2017", StampKind.PUBLISHED, "2017-10-31"),
        ("2017年10月31日", StampKind.PUBLISHED, "2017-10-31"),
        ("Brackwater, 4 May 2031", StampKind.PUBLISHED, "2031-05-04"),
        ("By Ada Quill · 17 April 2034, 18.40", StampKind.PUBLISHED, "2034-04-17T18:40"),
        ("*Press notice No. 41/34 · Sallow, 1 March 2034*", StampKind.PUBLISHED, "2034-03-01"),
        ("4 May 2031, 6.50 p.m. (UTC+2)", StampKind.PUBLISHED, "2031-05-04T18:50+02:00"),
    ],
)
def test_stamps(line: str, stamp: StampKind, value: str, lexicon: Lexicon) -> None:
    text = f"Ministers sign the harbour pact\n\n{line}\n\n{PROSE}\n\n{PROSE}"
    reading = read(text.encode(), name="x", lexicon=lexicon)
    assert [(s.kind, s.value) for s in reading.stamps] == [(stamp, value)]
    span = reading.stamps[0].span
    assert span is not None and span.of(reading.text) in line
    assert any(b.kind == "metadata" and b.span.holds(span) for b in reading.blocks)


@pytest.mark.parametrize(
    "line",
    [
        "The ministers met on 31 October 2017.",
        "Meeting of 31 October 2017",
        "31 October",
        "10/11/2017",
        "Joint statement, 4 May 2031",
    ],
)
def test_no_stamp(line: str, lexicon: Lexicon) -> None:
    text = f"Ministers sign the harbour pact\n\n{line}\n\n{PROSE}\n\n{PROSE}"
    assert read(text.encode(), name="x", lexicon=lexicon).stamps == ()


def test_a_date_in_the_prose_is_no_stamp(lexicon: Lexicon) -> None:
    dated = "3 May 2031 was the day on which they had begun to talk about the pact."
    text = f"Ministers sign pact\n\n{PROSE}\n\n{dated}\n\n{PROSE}"
    assert read(text.encode(), name="x", lexicon=lexicon).stamps == ()


def test_published_and_updated_in_one_line(lexicon: Lexicon) -> None:
    found = clock(lexicon).read("Published: 1 Feb 2023 06:27 | Updated: 1 Feb 2023 10:00 CET")
    assert [(d.kind, d.value) for d in found.dates] == [
        (StampKind.PUBLISHED, "2023-02-01T06:27"),
        (StampKind.UPDATED, "2023-02-01T10:00+01:00"),
    ]


def test_an_ambiguous_zone_gives_no_offset(lexicon: Lexicon) -> None:
    assert clock(lexicon).value("1 Feb 2023 06:27 IST") == "2023-02-01T06:27"


def test_front_matter(lexicon: Lexicon) -> None:
    reading = read(MARKDOWN.encode(), name="x", lexicon=lexicon)
    assert reading.title is not None and reading.title.value.startswith("Readout of Minister Reave’s Call")
    assert reading.title.span is not None and reading.title.span.of(reading.text) == reading.title.value
    assert reading.publisher is not None and reading.publisher.basis == "stated"
    assert reading.address is not None and reading.address.value == "https://press.veldane.example/readouts/17"
    assert [(s.kind, s.value) for s in reading.stamps] == [(StampKind.PUBLISHED, "2031-05-06T18:30:00+02:00")]
    assert [b.kind for b in reading.blocks][:6] == ["metadata"] * 6


def test_a_news_page_states_its_frame(lexicon: Lexicon) -> None:
    reading = read(pages()["news.html"], name="x", lexicon=lexicon)
    assert reading.title is not None and reading.title.value == "Harbour pact signed after night of talks"
    assert reading.title.span is not None and reading.title.span.of(reading.text) == reading.title.value
    assert reading.publisher is not None and reading.publisher.value == "The Brackwater Post"
    assert reading.kind is not None and reading.kind.value == DocumentKind.NEWS_REPORT
    assert [(s.kind, s.value) for s in reading.stamps] == [
        (StampKind.PUBLISHED, "2031-05-04T07:15:00+02:00"),
        (StampKind.UPDATED, "2031-05-04T09:40:00+02:00"),
    ]


def test_a_ministry_page_of_old(lexicon: Lexicon) -> None:
    reading = read(pages()["ministry.html"], name="x", lexicon=lexicon)
    assert reading.title is not None and reading.title.value.startswith("Meeting between Foreign Minister Reave")
    assert reading.publisher is not None and reading.publisher.value == "Ministry of Foreign Affairs of Veldane"
    assert reading.kind is not None and reading.kind.value == DocumentKind.READOUT
    assert [s.value for s in reading.stamps] == ["2031-05-04"]


def test_a_letterhead_names_the_publisher(lexicon: Lexicon) -> None:
    head = "Ministry of Harbours of the Republic of Veldane"
    text = f"{head}\n\nMeeting between Minister Reave and Minister Marn\n\n{PROSE}"
    reading = read(text.encode(), name="x", lexicon=lexicon)
    assert reading.publisher is not None and reading.publisher.value.startswith("Ministry of Harbours")
    assert reading.title is not None and reading.title.value.startswith("Meeting between")
    assert reading.blocks[0].kind == "metadata"


def test_a_known_address_names_the_publisher(lexicon: Lexicon) -> None:
    reading = read(f"# Statement\n\n{PROSE}".encode(), name="https://www.whitehouse.gov/x", lexicon=lexicon)
    assert reading.publisher is not None and reading.publisher.basis == "inferred"
    assert "whitehouse.gov" in reading.publisher.reason


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Die Außenminister trafen sich am Sonntag in der Hauptstadt und sprachen über die Gebühren der Häfen.", "de"),
        ("Les ministres se sont réunis dimanche dans la capitale et ont parlé des taxes de leurs ports.", "fr"),
        ("Министры иностранных дел встретились в воскресенье в столице и обсудили портовые сборы.", "ru"),
        ("外務大臣は日曜日に首都で会談し、港湾使用料について話し合い、来年の春に再び会うことで合意した。", "ja"),
    ],
)
def test_languages(text: str, language: str, lexicon: Lexicon) -> None:
    claim = read(text.encode(), name="x", lexicon=lexicon).language
    assert claim is not None and claim.value == language and claim.basis == "inferred"


def test_a_wrong_language_of_the_page_gives_way_to_its_words(lexicon: Lexicon) -> None:
    page = f'<html lang="fr"><body><h1>Pact</h1><p>{PROSE}</p><p>{PROSE}</p><p>{PROSE}</p></body></html>'
    claim = read(page.encode(), name="x", lexicon=lexicon).language
    assert claim is not None and (claim.value, claim.basis) == ("en", "inferred") and "fr" in claim.reason
