"""What was seen and what was done about it: runs, flags, alerts and their delivery."""
