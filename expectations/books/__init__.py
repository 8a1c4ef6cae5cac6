"""Rules on whole books: that agree with those above them, and the pattern of their amounts."""
