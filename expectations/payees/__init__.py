"""Rules on who is paid: alive, entitled, and into an account of their own."""
