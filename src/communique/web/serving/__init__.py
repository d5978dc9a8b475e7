"""The record over HTTP: the pages of `web.pages`, drawn on demand, behind a guard that trusts nobody by default."""
