"""What is found in a document's words alone, before anybody is said to do anything."""

from __future__ import annotations

from dataclasses import dataclass

from communique.model.marks import InstrumentMark, PlaceMark, TimeMark


@dataclass
class Frame:
    """Times, places and instruments in the order of the text. Marks refer to them by index: they are only added to."""

    times: list[TimeMark]
    places: list[PlaceMark]
    instruments: list[InstrumentMark]
