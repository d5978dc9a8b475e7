"""One page at a time: from an address to what stands there, asking the record for no more than that page shows."""
