"""Across documents: one actor for all its names, one engagement for all its accounts, dates, and where sources differ.

Everything here is a pure function of its arguments: the store hands rows in (`inputs`), clusters and open
questions come out, and the order of the rows never matters.
"""
