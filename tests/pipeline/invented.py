"""Many small documents about the invented region, made by rule from a seed: readouts, news, reposts without a date,
joint statements, announcements. Leaders meet again, sources give other times, namesakes turn up."""

# ruff: noqa: E501  a paragraph is a line

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

STATES = {  # state → demonym, capital, seat of its newspaper
    "Ossavel": ("Ossaveli", "Tirmona", "The Tirmona Courier"),
    "Pellurand": ("Pellurander", "Dornhask", "Dornhask Mirror"),
    "Quarrevia": ("Quarrevian", "Zelmune", "Zelmune Gazette"),
    "Meskoral": ("Meskorali", "Ambrisk", "Ambrisk Post"),
    "Ilvanto": ("Ilvantan", "Port Issal", "Issal Harbour News"),
}
OFFICES = ("President", "Prime Minister", "Foreign Minister", "Defence Minister")
GIVEN = ("Ilse", "Joren", "Tove", "Casper", "Leyda", "Temir", "Bastan", "Mirel", "Davin", "Orla", "Senka", "Ruan")
SURNAMES = (
    *("Tavorin", "Maskeld", "Halquern", "Wendrake", "Marsoum", "Osquane", "Keruhl", "Oduvane", "Orrekh", "Ferrowby"),
    *("Lindqvar", "Brennoch", "Sayeval", "Torrigan", "Umbrecht", "Vasqueril", "Yandell", "Zorrimand", "Castrille"),
)
ISSUES = (
    *("the safety of shipping in the Hollavarn Strait", "trade between the two countries", "undersea cables"),
    *("the Lemmeran Treaty", "the release of the seafarers", "false navigation signals", "energy supplies"),
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class Leader:
    given: str
    surname: str
    office: str
    state: str

    @property
    def name(self) -> str:
        return f"{self.given} {self.surname}"

    @property
    def short(self) -> str:
        return f"{self.office} {self.surname}"


@dataclass(frozen=True, slots=True)
class Event:
    hosts: Leader
    guest: Leader
    day: date
    hour: int
    minutes: int
    issues: tuple[str, ...]
    call: bool


def leaders(chance: random.Random) -> list[Leader]:
    """Two for each office of each state: forty, some with one surname."""
    return [
        Leader(chance.choice(GIVEN), chance.choice(SURNAMES), office, state)
        for state in STATES
        for office in OFFICES
        for _ in range(2)
    ]


def events(chance: random.Random, people: list[Leader]) -> Iterator[Event]:
    while True:
        host, guest = chance.sample(people, 2)
        if host.state == guest.state:
            continue
        day = date(2030, 1, 1) + timedelta(days=chance.randrange(1500))
        issues = tuple(chance.sample(ISSUES, 2))
        yield Event(
            host, guest, day, chance.randrange(9, 18), chance.choice((20, 35, 45, 60)), issues, chance.random() < 0.2
        )


def texts(count: int, seed: int) -> dict[str, str]:
    """`count` documents by file name; the same for the same seed."""
    chance = random.Random(seed)
    made: dict[str, str] = {}
    for event in events(chance, leaders(chance)):
        kinds = chance.sample((readout, news, repost, joint, announcement, brief), chance.randrange(1, 5))
        for kind in kinds:
            if len(made) == count:
                return made
            made[f"{len(made):04d}-{kind.__name__}.txt"] = kind(event, chance)
    raise AssertionError("there is always another event")


def write(folder: Path, count: int, seed: int) -> list[Path]:
    folder.mkdir()
    for name, text in texts(count, seed).items():
        (folder / name).write_text(text, encoding="utf-8")
    return sorted(folder.iterdir())


def readout(event: Event, chance: random.Random) -> str:
    host, guest = event.hosts, event.guest
    hour = event.hour + chance.choice((0, 0, 0, 1))
    talks = "held telephone talks with" if event.call else "received"
    where = "" if event.call else f" in {STATES[host.state][1]}"
    return f"""Ministry of Foreign Affairs of {host.state}

{"Telephone talks" if event.call else "Meeting"} between {host.short} and {guest.short} of {guest.state}

{_long(event.day)}

On {event.day:%B} {event.day.day}, from {hour}:00 for about {event.minutes} minutes, {host.office} {host.name} {talks} {guest.name}, {guest.office} of {guest.state}{where}.

1. {host.short} welcomed the progress on {event.issues[0]} and asked {guest.surname} to support a joint review.

2. {guest.short} said that {guest.state} would work with {host.state} on {event.issues[1]}. The two ministers agreed to meet again.
"""


def news(event: Event, chance: random.Random) -> str:
    host, guest = event.hosts, event.guest
    day = DAYS[event.day.weekday()]
    first, second = (host, guest) if chance.random() < 0.5 else (guest, host)
    return f"""{STATES[host.state][2]}

{host.state}, {guest.state} press for progress on {event.issues[0]}

{_long(event.day + timedelta(days=chance.choice((0, 1))))}

{STATES[host.state][1].upper()} - {STATES[first.state][0]} {first.office} {first.name} and {STATES[second.state][0]} {second.office} {second.name} {"spoke by telephone" if event.call else "met"} on {day} and discussed {event.issues[0]}.

"We will not wait another winter," {first.surname} told reporters. {second.surname} said that {second.state} condemned the latest incidents and demanded a full account.
"""


def repost(event: Event, chance: random.Random) -> str:
    """No date but a weekday."""
    host, guest = event.hosts, event.guest
    return f"""MENU
Home | World | Opinion

{host.state} and {guest.state} leaders talk

{STATES[host.state][0]} {host.office} {host.name} {"called" if event.call else "met"} {guest.office} {guest.name} of {guest.state} {DAYS[event.day.weekday()]}.

{host.surname} urged {guest.state} to act on {event.issues[0]}. "The treaty is not a menu," {guest.surname} said.

Related articles
"""


def joint(event: Event, chance: random.Random) -> str:
    host, guest = event.hosts, event.guest
    return f"""Joint statement by {host.office} {host.name} of {host.state} and {guest.office} {guest.name} of {guest.state}

{STATES[host.state][1]}, {_long(event.day)}

1. We, {host.name} and {guest.name}, met in {STATES[host.state][1]} on {_long(event.day)}.

2. We condemn all attacks on {event.issues[0]} and call on all states to respect the Lemmeran Treaty.

3. We will strengthen our cooperation on {event.issues[1]}.
"""


def announcement(event: Event, chance: random.Random) -> str:
    host, guest = event.hosts, event.guest
    return f"""Ministry of Foreign Affairs of {guest.state}

{guest.short} to travel to {host.state}

{_long(event.day - timedelta(days=chance.randrange(2, 20)))}

{guest.office} {guest.name} will meet {host.office} {host.name} in {STATES[host.state][1]} on {_long(event.day)}. They will discuss {event.issues[0]} and {event.issues[1]}.
"""


def brief(event: Event, chance: random.Random) -> str:
    """Surnames only, and no year."""
    host, guest = event.hosts, event.guest
    return f"""{STATES[guest.state][2]}

{guest.surname} meets {host.surname}

{guest.short} and {host.short} met in {STATES[host.state][1]} on {event.day.day} {event.day:%B}. {host.surname} welcomed the talks on {event.issues[1]}. {guest.surname} warned that time was short.
"""


def _long(day: date) -> str:
    return f"{day:%B} {day.day}, {day.year}"
