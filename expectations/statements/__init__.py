"""Rules about what treasury and banks say: it is in the books."""
