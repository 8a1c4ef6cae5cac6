"""Rules on the pace at which money is spent and on what it achieves."""
