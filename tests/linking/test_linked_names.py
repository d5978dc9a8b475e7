import pytest
from linking_rows import KNOWLEDGE

from communique.linking.names import compatible, parse, skeleton


@pytest.mark.parametrize(
    ("name", "surname", "expected"),
    [
        ("Fumel Kishada", None, ("kishada", ("fumel",))),
        ("KISHADA Fumel", None, ("kishada", ("fumel",))),
        ("Yoon Sung-yeol", None, ("yoon", ("sungyeol",))),
        ("Kim Jong Tan", None, ("kim", ("jong", "tan"))),
        ("Kim Darrow", "Darrow", ("darrow", ("kim",))),
        ("Joseph R. Barden Jr.", None, ("barden", ("joseph", "r"))),
        ("Ulla van der Leeuw", None, ("leeuw", ("ulla",))),
        ("Tavorin", None, ("tavorin", ())),
        ("Kawanta Takumi", "Takumi", ("kawanta", ("takumi",))),
        ("Takumi Kawanta", None, ("kawanta", ("takumi",))),
        ("Dorle Harrow", "Dorle", ("harrow", ("dorle",))),
        ("Oskel Harrow", "Oskel", ("oskel", ("harrow",))),  # a family name may stand first
        ("van der Leeuw", "Leeuw", ("leeuw", ())),
        ("Van der Leeuw", None, ("leeuw", ())),
        ("Van Leeuw", None, ("leeuw", ("van",))),
        ("van Leeuw", None, ("leeuw", ())),
        ("Bin Harun", None, ("harun", ())),
        ("Dorle Harrez Ovelar Brimón", None, ("harrez", ("dorle", "ovelar", "brimon"))),
        ("Dorle Harrez Ovelar", None, ("ovelar", ("dorle", "harrez"))),
    ],
)
def test_the_surname_is_found_in_every_order(
    name: str, surname: str | None, expected: tuple[str, tuple[str, ...]]
) -> None:
    parsed = parse(name, surname, KNOWLEDGE)
    assert (parsed.surname, parsed.given) == expected


def test_spellings_share_a_skeleton() -> None:
    assert len({skeleton(s) for s in ("Zelendsky", "Zelendskyy", "Zelendskiy", "Zelendskyi", "ZELENDSKIJ")}) == 1
    assert skeleton("Erdoğal") == skeleton("Erdogal")
    assert skeleton("Tavorin") != skeleton("Maskeld")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Joe Barden", "Joseph R. Barden Jr.", True),
        ("J. Barden", "Joseph Barden", True),
        ("Barden", "Joseph Barden", True),
        ("Yoon Sung-yeol", "Yoon Sung Yeol", True),
        ("Yoon Sung-yeol", "Yoon Seong-yeol", True),
        ("Fogh Rasmund", "Anders Fogh Rasmund", True),
        ("Lars Rasmund", "Anders Fogh Rasmund", False),
        ("Karim bin Faisal bin Nasir Al Yazid", "Faisal bin Nasir Al Yazid", False),
        ("Karim bin Faisal Al Yazid", "Karim bin Faisal bin Nasir Al Yazid", True),
        ("Rafi al-Omar al-Hadi", "Omar Al-Rafi Al-Karim Al-Hadi", False),
        ("George W. Tusk", "George H. W. Tusk", False),
        ("Michael Ferrow", "Michelle Ferrow", False),
        ("Joseph Barden Jr.", "Joseph Barden Sr.", False),
    ],
)
def test_given_names_agree_or_do_not(one: str, other: str, same: bool) -> None:
    a, b = parse(one, None, KNOWLEDGE), parse(other, None, KNOWLEDGE)
    assert compatible(a, b, KNOWLEDGE) is same
    assert compatible(b, a, KNOWLEDGE) is same
