"""Rules on what households are due: no more than the standard, paid when due, and paid in full."""
