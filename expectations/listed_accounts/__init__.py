"""Rules on the bank accounts of units."""
