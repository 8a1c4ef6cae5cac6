"""Rules about flags: what a run doubted, whether anybody looked, and what became of it."""
