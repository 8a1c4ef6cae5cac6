"""One file a noun: the sheet a clerk fills in for it."""
