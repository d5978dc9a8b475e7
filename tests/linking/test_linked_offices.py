from datetime import date

from linking_rows import KNOWLEDGE, OSV, PLR, figure

from communique.linking.actors import link_actors
from communique.linking.inputs import FigureRow
from communique.linking.offices import OfficeTerm, holders, office_terms
from communique.model.when import When

PM = "Prime Minister"
DAYS = {f"d{n}": (date(2030 + n, 3, 1).isoformat(),) * 2 for n in range(6)}


def terms(*rows: FigureRow) -> list[tuple[str, OfficeTerm]]:
    by_member = {row.member: row for row in rows}
    clusters = link_actors(rows, KNOWLEDGE).clusters
    return [(c.name, term) for c in clusters for term in office_terms(c, DAYS, by_member.__getitem__, KNOWLEDGE)]


def test_a_term_spans_the_documents_that_bear_it_out() -> None:
    rows = [figure(f"d{n}", "Ilse Tavorin", (PM, OSV)) for n in (1, 2, 3)]
    ((_, term),) = terms(*rows, figure("undated", "Ilse Tavorin", (PM, OSV)))
    assert (term.title, term.of_name) == (PM, "Ossavel")
    assert (term.when.from_, term.when.to) == ("2031-03-01", "2033-03-01")
    assert term.when.reason == "named so by dated documents from 1 March 2031 to 1 March 2033"
    start = rows[0].offices[0].span.start
    assert [(e.document, e.start) for e in term.when.evidence] == [("d1", start), ("d3", start)]


def test_former_bounds_the_end() -> None:
    rows = [figure("d1", "Ilse Tavorin", (PM, OSV)), figure("d4", "Ilse Tavorin", (PM, OSV), former=True)]
    ((_, term),) = terms(*rows)
    assert term.when.to == "2031-03-01" and "former by 1 March 2034" in term.when.reason
    ((_, only),) = terms(rows[1])
    assert (only.when.from_, only.when.to) == (None, "2034-03-01")


def test_an_office_without_its_state_is_that_of_the_same_title() -> None:
    found = terms(figure("d1", "Ilse Tavorin", (PM, OSV)), figure("d2", "Ilse Tavorin", (PM, None)))
    assert [term.of for _, term in found] == [OSV]
    assert found[0][1].forms == ((PM, None), (PM, OSV))


def test_undated_terms_are_open() -> None:
    ((_, term),) = terms(figure("undated", "Ilse Tavorin", (PM, OSV)))
    assert term.when == When(reason="no dated document names it")


def test_the_prime_minister_is_who_held_it_then() -> None:
    register = terms(
        *(figure(f"d{n}", "Ilse Tavorin", (PM, OSV)) for n in (1, 2)),
        *(figure(f"d{n}", "Davin Orrekh", (PM, OSV)) for n in (4, 5)),
        figure("d1", "Casper Wendrake", (PM, PLR)),
    )
    assert holders("prime minister", OSV, date(2031, 6, 1), register) == ("Ilse Tavorin",)
    assert holders(PM, OSV, date(2034, 6, 1), register) == ("Davin Orrekh",)
    assert holders(PM, OSV, date(2033, 6, 1), register) == ()
