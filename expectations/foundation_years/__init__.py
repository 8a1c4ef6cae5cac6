"""Rules about what foundations spend in a year: on charity and on themselves."""
