"""Rules on the vouchers of other bookkeeping software: balanced, numbered, left as posted."""
