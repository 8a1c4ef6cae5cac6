"""Rules on what projects attained of their targets, as they say themselves."""
