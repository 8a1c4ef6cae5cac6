"""Rules on the own budget: what a government puts in, year by year."""
