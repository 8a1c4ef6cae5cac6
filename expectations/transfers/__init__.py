"""Rules on the chain of transfers from the centre down to the county."""
