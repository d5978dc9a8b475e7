"""Across documents: one actor for all its names, one engagement for all its accounts, dates, and where sources differ.

Everything here is a pure function of its arguments: the store hands rows in (`inputs`), clusters and open
questions come out, and the order of the rows never matters. The stage that joins the rooms runs

    knowledge = gather(lexicon)
    link_actors(rows, knowledge)                        # a block of figures: actors.block_of
    date_document(document, rows, dated_tellings)       # dated ones first, with no tellings; then the floating
    tell(document, rows, dating.day)                    # the tellings of one document
    link_engagements(tellings, names, knowledge)        # a block of tellings: engagements.block_of(telling.row, …)
    discrepancies_of(links, tellings, names, knowledge) # the same block
    resolve_parts(clusters), office_terms(actor, …)     # across blocks

and fills the quotes in with `quoting.quoted`.
"""
