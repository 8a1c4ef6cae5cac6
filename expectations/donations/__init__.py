"""Rules on gifts: used as their donors want."""
