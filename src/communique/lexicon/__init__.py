"""Knowledge as data: states, organisations, offices, speech acts, issues and the rest, which users may extend.

lexicon = load([Path("mine.toml").read_bytes()])
lexicon.state_by_name["South Korea"].capital
lexicon.cues["said"]
"""

from communique.lexicon.entries import (
    About,
    Aside,
    CalendarName,
    CitationPattern,
    Courtesy,
    Cue,
    CueForm,
    DayPart,
    EngagementStatus,
    EngagementWord,
    Form,
    Furniture,
    Honorific,
    InstrumentHead,
    Intensifier,
    Issue,
    Modal,
    NamedInstrument,
    NumberWord,
    Office,
    Organisation,
    PartOfSpeech,
    Place,
    Publisher,
    State,
    Strength,
    Venue,
    Voice,
    Zone,
)
from communique.lexicon.lexicon import Lexicon, load
from communique.lexicon.places import Gazetteer
from communique.lexicon.promises import Promises
from communique.lexicon.tables import LexiconError

__all__ = [
    "About",
    "Aside",
    "CalendarName",
    "CitationPattern",
    "Courtesy",
    "Cue",
    "CueForm",
    "DayPart",
    "EngagementStatus",
    "EngagementWord",
    "Form",
    "Furniture",
    "Gazetteer",
    "Honorific",
    "InstrumentHead",
    "Intensifier",
    "Issue",
    "Lexicon",
    "LexiconError",
    "Modal",
    "NamedInstrument",
    "NumberWord",
    "Office",
    "Organisation",
    "PartOfSpeech",
    "Place",
    "Promises",
    "Publisher",
    "State",
    "Strength",
    "Venue",
    "Voice",
    "Zone",
    "load",
]
