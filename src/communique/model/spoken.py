"""What a text has spoken of before: from where "the following day", "that month", "a year earlier" count.

spoken = Spoken(written)
spoken.when(value, words)      # for each expression, in the order of the text
"""

from __future__ import annotations

from datetime import date

from communique.model.times import Base, Role, TimeValue
from communique.model.when import UNKNOWN, Precision, When


class Spoken:
    """Resolves the expressions of one text in their order; what none before tells of stays unknown.

    "The two met in December 2030. The following month …", written in March 2031: January 2031, not April.
    """

    def __init__(self, written: date | None) -> None:
        self.written = written
        self._day: date | None = None
        self._month: date | None = None
        self._year: date | None = None

    def when(self, value: TimeValue, words: str) -> When:
        """The interval meant; UNKNOWN for what counts from a day, month or year that the text has not named."""
        if value.base is Base.WRITING:
            found = value.resolve(self.written, words)
            self._note(value, found)
            return found
        start = self._start(value)
        return UNKNOWN if start is None else value.resolve(start, words)

    def _start(self, value: TimeValue) -> date | None:
        """The last day, month or year before, as fine as what is counted."""
        if value.months is not None or value.quarters is not None:
            return self._month
        if value.years is not None:
            return self._year
        return self._day

    def _note(self, value: TimeValue, found: When) -> None:
        last = found.last_day
        if value.role in (Role.DURATION, Role.UNTIL) or last is None or found.first_day is None:
            return
        self._year = last
        if found.precision is Precision.YEAR:
            return
        self._month = last
        if found.precision in (Precision.DAY, Precision.MINUTE) and (value.weeks is None or value.weekday is not None):
            self._day = last
