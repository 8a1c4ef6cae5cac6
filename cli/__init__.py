"""The commands: what the pages do, from a terminal."""
