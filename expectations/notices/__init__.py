"""Rules on disclosure: what is published, where, and for how long."""
