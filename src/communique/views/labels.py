"""The words of the record as a reader would say them."""

from __future__ import annotations

from collections.abc import Iterable

from communique.model.record import EngagementLine, Named, StatementLine

ACCOUNTS = {
    "own": "the speaker's own side",
    "joint": "joint text",
    "counterpart": "another party's official text",
    "press": "press",
}


def label(value: str) -> str:
    """A kind or status of the contract in words: `joint_statement` is “joint statement”."""
    return value.replace("_", " ")


def names(parties: Iterable[Named]) -> str:
    """The parties in their order: “Shinzo Abe, Jens Stoltenberg”; empty where there are none."""
    return ", ".join(party.name for party in parties)


def speakers(statement: StatementLine) -> str:
    return names(statement.speakers) or "speaker not named"


def act(statement: StatementLine) -> str:
    """“oppose”, or “not oppose” where the statement denies it."""
    return f"not {statement.act}" if statement.negated else statement.act


def content(statement: StatementLine) -> str:
    """The words said, the parts of a split quotation joined by an ellipsis."""
    return " … ".join(part.quote for part in statement.content)


def participants(engagement: EngagementLine) -> str:
    return ", ".join(p.name for p in engagement.participants) or "participants not named"


def side(name: str, side: str | None) -> str:
    """“Shinzo Abe (Japan)”; a state stands for itself."""
    return f"{name} ({side})" if side and side != name else name


def count(number: int, singular: str, plural: str | None = None) -> str:
    """“1 source”, “3 sources”."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def sources(documents: int, origins: int) -> str:
    """“1 source”, “3 sources”; “3 sources, one origin” where some have their text from another."""
    told = count(documents, "source")
    if not 0 < origins < documents:
        return told
    return f"{told}, {'one origin' if origins == 1 else f'{origins:,} origins'}"


def shorten(text: str, most: int) -> str:
    """At most `most` characters, cut at a word with an ellipsis; white space collapsed."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    cut = text.rfind(" ", most // 2, most)
    return text[: cut if cut > 0 else most - 1].rstrip(" ,;:") + "…"
