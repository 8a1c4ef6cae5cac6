"""Rules about flags: what a run doubted, and whether anybody looked."""
