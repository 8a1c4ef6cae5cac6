"""The rules: what must hold, one file a rule, in a folder a subject."""
