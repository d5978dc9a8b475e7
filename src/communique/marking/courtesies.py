"""What is said in a talk and says nothing: greetings, the conduct of the talk, stage directions."""

from __future__ import annotations

import re

# matches: (Applause.)  (As interpreted.)  (laughter)  [inaudible]
STAGE = re.compile(
    r"[(\[](?:[A-Z][^()\[\]]{0,90}[.!?][”\"]?"
    r"|(?i:applause|laught?er|laughs?|cheers|inaudible|indiscernible|cross-?talk|off-?mic|sic|ph|speaks|spoken"
    r"|as interpreted|as translated|pause|no audio)\b[^()\[\]]{0,60})[)\]]"
)

# matches: "And, Mr. Chair, " before "it’s good to see you"
_LEAD = (
    r"(?:(?:(?:Mr|Mrs|Ms|Dr)\. )?[A-Z\[][^,.;—]{1,40}, |i (?:might|must|have to) say,? "
    r"|(?:and|so|but|well|okay|ok|yes|yeah|no|now|again|all right|alright|with that|anyway|please|look|just)[,.]? )*"
)
_GREETINGS = (
    "thank you|thanks|many thanks|hello|hi|hey|welcome|greetings|cheers|congratulations|bye|goodbye|good to go",
    "good (?:morning|afternoon|evening|day|night)|god bless|god save|may god|long live|ladies and gentlemen",
    "have a (?:good|great|nice|seat)|(?:please )?be seated|(?:please )?sit down|take your seats?",
    "how are you|how’s it going|you’re welcome|i(?:’m| am) sorry|sorry|excuse me|pardon|my apologies|i apologi[sz]e",
    "(?:it’s|it is|it was)(?: so| very| really| always)? (?:good|great|nice|wonderful|lovely)(?: —.{0,20}?)? to "
    "(?:(?:see|meet|be with|speak (?:to|with)|talk (?:to|with)) you|be (?:here|back))",
    "it(?:’s| is| was) (?:a |an |my |our )?(?:\\w+ )?(?:honou?r|pleasure|privilege|delight)(?: for me)? to "
    "(?:be|welcome|see|meet|host|have)",
    "(?:good|great|nice|wonderful) to (?:see|meet|be)",
)
_I_WILL = (
    "(?:let me|let’s|let us|i(?:’ll| will| am going to|’m going to|’d like to| want to| would like to)"
    "|we(?:’ll| will|’re going to))(?: now| just| also| then)? "
)
_CONDUCT = (
    "(?:the |our |your |and )*(?:next|last|first|final) question (?:will|is|comes|goes|from|now goes)|next question",
    "last (?:question|one)|go ahead|go for it|over to you|right here|in the back|hold on|good question|your turn",
    "(?:can you|can everyone) hear|one (?:second|moment)|just a (?:second|moment|minute)|what’s your question",
    "say (?:that|it) again|the floor is yours|(?:any|other|more) questions|do you (?:want|have) (?:to|a|any)",
    _I_WILL + "(?:turn (?:it|this|things|the)|turn to|hand (?:it|this|over)|pass (?:it|this))",
    _I_WILL + "(?:go (?:to|back|here|around)|come back to|get back to|stop (?:there|here)|leave it|start with)",
    _I_WILL + "(?:take (?:a few|some|your|one|two|three|questions|any)|begin with|yield|open (?:it )?up|wrap|call on)",
    _I_WILL + "(?:give (?:it|the floor)|move on|be brief|be quick|keep (?:it|this)|introduce|invite)",
    "(?:that|this) concludes|i (?:can’t|couldn’t) hear|we have time for|(?:this|today’s) (?:call|briefing) is",
    "as a reminder|for (?:your )?(?:awareness|background)|you may|you can ask",
    "(?:can|could|may) i (?:just )?(?:follow|ask|go)",
    "(?:i have|just) (?:a|one|two|another) (?:quick )?(?:question|follow)",
)
# matches: Let me be clear.  –  Make no mistake.
_FILLER = re.compile(
    rf"{_LEAD}(?:let (?:me|us) be (?:very )?clear|let’s be clear|make no mistake|you know|i mean)[.,:!]*", re.I
)
_CONDUCTED = re.compile(rf"{_LEAD}(?:{'|'.join(_CONDUCT)})\b", re.I)
_NOTHING = re.compile(rf"{_LEAD}(?:{'|'.join((*_GREETINGS, *_CONDUCT))})\b", re.I)
# matches: Thank you for your support  –  says something; "Thank you for your question" does not
_THANKED = re.compile(
    r"\bthank(?:s| you)\b.* for (?!(?:the|your|that|this|taking)(?: great| good)? (?:question|time|patience)s?\b)\w",
    re.I,
)
_LONGEST = 12  # words of a courtesy; what is longer says something beside it


def is_courtesy(text: str) -> bool:
    """True for what is polite or conducts the talk: "Good morning.", "Go ahead.", "It’s good to see you."."""
    plain = text.replace("'", "’").strip(" \t—–-,")
    if _FILLER.fullmatch(plain) is not None:
        return True
    if _NOTHING.match(plain) is None or _THANKED.search(plain) is not None:
        return False
    words = len(plain.split())
    return words <= _LONGEST or (_CONDUCTED.match(plain) is not None and words <= 2 * _LONGEST)
