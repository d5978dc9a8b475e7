"""Words as they are compared: without case and diacritics, British and American spelling alike.

    key_of("Defence"), key_of("defense")            # both "defense"
    keys_of("The programme's centres")              # ["the", "program", "centers"]

A key is for comparing, never for showing: `key_of("conference")` is "conferense", and nobody minds. Two words with one
key are one word for all that `wording` says; that one of them is spelled the other way is no change.

The rules are the regular differences (-our, -re, -ence, -ise, -yse, -logue, -mme, doubled l, ae and oe) as lists of
variants give them, such as the tables of VarCon (K. Atkinson); a few words have a rule of their own.
"""

from __future__ import annotations

import re
import unicodedata

WORD = re.compile(r"[^\W_]+(?:['’.,][^\W_]+)*")  # don't, 1,000, U.S
OWN = {
    "grey": "gray", "cheque": "check", "cheques": "checks", "tyre": "tire", "tyres": "tires", "plough": "plow",
    "aluminium": "aluminum", "whilst": "while", "amongst": "among", "towards": "toward", "afterwards": "afterward",
    "practise": "practice", "practised": "practiced", "practising": "practicing", "licence": "license",
    "sceptical": "skeptical", "sceptic": "skeptic", "sceptics": "skeptics", "artefact": "artifact",
    "artefacts": "artifacts", "storey": "story", "learnt": "learned", "manoeuvre": "maneuver",
    "manoeuvres": "maneuvers", "acknowledgement": "acknowledgment", "judgement": "judgment",
    "judgements": "judgments", "ageing": "aging", "fulfil": "fulfill", "fulfils": "fulfills",
    "fulfilment": "fulfillment", "enrol": "enroll", "enrolment": "enrollment", "skilful": "skillful",
    "wilful": "willful", "instalment": "installment", "instalments": "installments",
}  # fmt: skip
RULES = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        (r"(?<=[a-z]{3})is(?=(?:e|ed|es|er|ers|ing|ation|ations|ational)$)", "iz"),  # organisations
        (r"(?<=[a-z]{2}l)ys(?=(?:e|ed|es|er|ers|ing)$)", "yz"),  # analysed
        (
            r"(?<=[a-z]{2})our(?=(?:s|ed|ing|able|ably|ite|ites|ful|al|ally|er|ers|hood|hoods|ly|less)?$)",
            "or",
        ),  # labour
        (r"(?<=[a-z]{2}t)re(?=s?$)", "er"),  # centres
        (r"(?<=[a-z]{3}t)re(?=d$)", "ere"),  # centred
        (r"(?<=en)c(?=e$|es$|eless$)", "s"),  # defence
        (r"(?<=[a-z]log)ue(?=s?$)", ""),  # dialogues
        (r"(?<=[a-z]{3}m)me(?=s?$)", ""),  # programme
        (r"(?<=[a-z]{2}[aeiou]l)l(?=(?:ed|ing|er|ers|or|ors)$)", ""),  # travelled
        (r"(?<=[a-z])(?:ae|oe)(?=[a-z]{3})", "e"),  # paediatric
    )
)
FUNCTION = frozenset(  # words of grammar
    [
        "a", "about", "above", "across", "after", "again", "against", "all", "along", "also", "although", "am",
        "among", "an", "and", "another", "any", "are", "as", "at", "away", "be", "because", "been", "before",
        "being", "below", "between", "both", "but", "by", "can", "cannot", "could", "did", "do", "does", "done",
        "down", "during", "each", "either", "even", "ever", "every", "for", "from", "further", "had", "has", "have",
        "having", "he", "her", "here", "hers", "herself", "him", "himself", "his", "how", "however", "i", "if",
        "in", "into", "is", "it", "its", "itself", "just", "may", "me", "might", "more", "most", "much", "must",
        "my", "myself", "neither", "no", "nor", "not", "now", "of", "off", "on", "once", "one", "only", "or",
        "other", "others", "our", "ours", "ourselves", "out", "over", "own", "per", "same", "shall", "she",
        "should", "since", "so", "some", "such", "than", "that", "the", "their", "theirs", "them", "themselves",
        "then", "there", "therefore", "these", "they", "this", "those", "through", "thus", "to", "together", "too",
        "toward", "under", "until", "up", "upon", "us", "very", "was", "we", "well", "were", "what", "when",
        "where", "whether", "which", "while", "who", "whom", "whose", "why", "will", "with", "within", "without",
        "would", "yet", "you", "your", "yours", "it's", "that's", "we're", "i'm", "don't", "we've", "they're",
        "i've", "you're", "there's", "he's", "let's", "can't"
    ]
)  # fmt: skip
LARGEST = 200_000  # words that are remembered


class _Keys(dict[str, str]):
    """Word as it stands → key; each word is worked out once."""

    def __missing__(self, word: str) -> str:
        if len(self) >= LARGEST:
            self.clear()
        key = self[word] = key_of(word)
        return key


def key_of(word: str) -> str:
    """The key of one word: `key_of("Labour’s")` is "labor"."""
    low = word.replace("’", "'")
    if not low.isascii():
        low = "".join(c for c in unicodedata.normalize("NFKD", low) if not unicodedata.combining(c))
    low = low.casefold()
    bare = low.removesuffix("'s") or low
    if low in FUNCTION or not bare.isalpha():
        return low if low in FUNCTION else bare
    if bare in OWN:
        return OWN[bare]
    for pattern, plain in RULES:
        bare = pattern.sub(plain, bare)
    return bare


_keys = _Keys()


def keys_of(text: str) -> list[str]:
    """The keys of the words of `text`, in order."""
    return [_keys[word] for word in WORD.findall(text)]


def carries(key: str) -> bool:
    """False for a word of grammar, which tells nothing of what is said: "the", "and", "would"."""
    return key not in FUNCTION
