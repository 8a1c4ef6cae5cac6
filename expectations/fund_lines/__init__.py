"""Rules on fund lines: how a stream of money is shared out, year by year."""
