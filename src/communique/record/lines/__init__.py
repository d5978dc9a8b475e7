"""The lines of listings, made from rows: a file for each kind, streaming in an order that no arrival changes."""
