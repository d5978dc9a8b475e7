"""What stands around a piece of a web page, and whether that is a sign of furniture."""

from __future__ import annotations

from msgspec import Struct

# Elements and roles that hold furniture by their meaning.
SURE_TAGS = {
    "nav": "navigation",
    "footer": "page footer",
    "form": "form",
    "button": "button",
    "select": "form",
    "textarea": "form",
    "dialog": "dialog",
    "menu": "menu",
    "search": "search form",
}
SURE_ROLES = {
    "navigation": "navigation",
    "contentinfo": "page footer",
    "search": "search form",
    "dialog": "dialog",
    "alertdialog": "dialog",
    "menu": "menu",
    "menubar": "menu",
    "toolbar": "toolbar",
    "tablist": "menu",
    "form": "form",
    "button": "button",
}
# Words of a class or id that say so; the words are those that sites and their templates use.
SURE_TOKENS = {
    **dict.fromkeys(("cookie", "cookies", "consent", "gdpr", "cookiebanner"), "cookie note"),
    **dict.fromkeys(("breadcrumb", "breadcrumbs"), "breadcrumb"),
    **dict.fromkeys(("newsletter", "subscribe", "subscription", "signup", "paywall"), "subscription note"),
    **dict.fromkeys(("ad", "ads", "advert", "advertisement", "advertising", "sponsored", "dfp"), "advertisement"),
    **dict.fromkeys(("share", "sharing", "sharebar", "social", "addtoany", "sharedaddy"), "share links"),
    **dict.fromkeys(("skip", "skiplink", "pagination", "pager"), "navigation"),
    **dict.fromkeys(("nav", "navbar", "navigation", "menu", "topbar"), "navigation"),
}
# Signs that the page's article decides on: an aside may be part of it.
WEAK_TAGS = {"aside": "aside", "header": "page header"}
WEAK_ROLES = {"complementary": "aside", "banner": "page header"}
WEAK_TOKENS = {
    **dict.fromkeys(("related", "recommended", "recommendations", "readmore", "more"), "related articles"),
    **dict.fromkeys(("popular", "trending", "mostread", "ranking"), "list of popular articles"),
    **dict.fromkeys(("comments", "comment", "respond", "disqus"), "comments"),
    **dict.fromkeys(
        ("sidebar", "widget", "widgets", "promo", "teaser", "teasers", "masthead", "footer", "banner"), "page frame"
    ),
}
NEVER = frozenset({"html", "body", "main", "article", "time", "h1"})
ARTICLE = frozenset({"article", "main"})


class Sign(Struct, frozen=True):
    """An element around that speaks for furniture; `region` numbers the element."""

    region: int
    reason: str
    sure: bool


class Surroundings(Struct, frozen=True):
    signs: tuple[Sign, ...] = ()  # from the outermost in
    article: bool = False  # inside <article> or <main>


NOTHING = Surroundings()
DEEPEST = 12  # signs within signs that are kept; a page has three or four


def within(outer: Surroundings, number: int, tag: str, role: str, tokens: frozenset[str], titled: bool) -> Surroundings:
    """The surroundings inside an element; `titled`: it holds a first-level heading, which no furniture does."""
    sure = SURE_TAGS.get(tag) or SURE_ROLES.get(role)
    weak = WEAK_TAGS.get(tag) or WEAK_ROLES.get(role)
    if tag not in NEVER:
        sure = sure or _of(tokens, SURE_TOKENS)
        weak = weak or _of(tokens, WEAK_TOKENS)
    reason = sure or weak
    signs = outer.signs
    if reason is not None and not titled and len(signs) < DEEPEST:
        signs = (*signs, Sign(number, reason, sure is not None))
    if signs is outer.signs and (tag not in ARTICLE or outer.article):
        return outer
    return Surroundings(signs, outer.article or tag in ARTICLE)


def _of(tokens: frozenset[str], signs: dict[str, str]) -> str | None:
    found = sorted(tokens & signs.keys())
    return signs[found[0]] if found else None
